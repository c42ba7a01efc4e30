"""The secret that signs a firm's webhooks: derived, shown to those who set up the receiver, and rotated."""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.firms.events import WebhookSecretRotated
from domain.firms.model import Firm
from domain.shared.context import Context
from domain.shared.errors import RuleViolation
from domain.shared.master_key import MasterKey
from domain.unit_of_work import UnitOfWork

FORMER_SIGNS = timedelta(hours=24)
PERMISSION = "manage_integrations"


class NoMasterKey(RuleViolation):
    """The server was started without its key."""

    code = "no_master_key"

    def __init__(self) -> None:
        super().__init__(
            "This server has no master key (TICKMARK_MASTER_KEY), so it can't sign webhooks. Ask whoever runs it."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSecret:
    """The secret, which one it is, since when; and until when the former one signs too."""

    secret: str
    number: int
    rotated_at: datetime | None
    former_until: datetime | None

    def view(self) -> dict[str, object]:
        """The public object."""
        return {"secret": self.secret, **self.told()}

    def told(self) -> dict[str, object]:
        """All but the secret."""
        return {"number": self.number, "rotated_at": self.rotated_at, "former_until": self.former_until}


def signing_secrets(firm: Firm, master: MasterKey, now: datetime) -> list[str]:
    """The secrets that sign at this time, the present one first."""
    numbers = [firm.webhook_secret_number]
    if _former_until(firm, now) is not None:
        numbers.append(firm.webhook_secret_number - 1)
    return [_secret(firm, master, number) for number in numbers]


async def show_webhook_secret(master: MasterKey | None, uow: UnitOfWork, context: Context) -> WebhookSecret:
    """The firm's present secret, for those who manage integrations.

    Raises Forbidden, NoMasterKey.
    """
    context.rights.require(PERMISSION)
    async with uow:
        return _shown(await uow.firms.current(), master, context)


async def rotate_webhook_secret(master: MasterKey | None, uow: UnitOfWork, context: Context) -> WebhookSecret:
    """Make a new secret; the former one signs beside it for 24 hours. One before that signs no more.

    Raises Forbidden, NoMasterKey.
    """
    context.rights.require(PERMISSION)
    async with uow:
        firm = await uow.firms.current()
        firm.webhook_secret_number += 1
        firm.webhook_secret_rotated_at = context.now
        shown = _shown(firm, master, context)
        firm.record(WebhookSecretRotated(), context)
        await uow.commit(shown)
    return shown


def _shown(firm: Firm, master: MasterKey | None, context: Context) -> WebhookSecret:
    if master is None:
        raise NoMasterKey
    return WebhookSecret(
        secret=_secret(firm, master, firm.webhook_secret_number),
        number=firm.webhook_secret_number,
        rotated_at=firm.webhook_secret_rotated_at,
        former_until=_former_until(firm, context.now),
    )


def _former_until(firm: Firm, now: datetime) -> datetime | None:
    if firm.webhook_secret_rotated_at is None:
        return None
    until = firm.webhook_secret_rotated_at + FORMER_SIGNS
    return until if until > now else None


def _secret(firm: Firm, master: MasterKey, number: int) -> str:
    return "whsec_" + base64.b64encode(master.derive(f"webhook secret {firm.id} {number}")).decode()
