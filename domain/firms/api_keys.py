"""API keys: a member lets a program act for them, as far as the key's scopes go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from domain.firms.events import ApiKeyMade, ApiKeyRevoked
from domain.firms.model import ApiKey
from domain.firms.tokens import hashed, new_key
from domain.shared.context import Context
from domain.shared.errors import Fault, Invalid, NotFound
from domain.unit_of_work import UnitOfWork

RESOURCES = ("accounts", "events", "firm", "jobs", "pipelines", "recurrences", "runs", "tasks")
_READ_ONLY = frozenset({"events", "firm"})
SCOPES = tuple(
    f"{resource}:{access}"
    for resource in RESOURCES
    for access in ("read", "write")
    if access == "read" or resource not in _READ_ONLY
)
"""What a key may be made for. To write is to read too."""
_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeApiKey:
    """What it is for, what it may do, and for how many days."""

    name: str
    scopes: Sequence[str]
    days: int


@dataclass(frozen=True, slots=True)
class MadeApiKey:
    """The key and its secret; only a hash of that is stored."""

    key: ApiKey
    secret: str


async def make_api_key(command: MakeApiKey, uow: UnitOfWork, context: Context) -> MadeApiKey:
    """A key of the member who asks.

    Raises Forbidden, Invalid for a scope that there is not.
    """
    context.rights.require("manage_integrations")
    faults = [
        Fault(f"/scopes/{place}", "unknown_scope", f"There is no scope “{scope}”.")
        for place, scope in enumerate(command.scopes)
        if scope not in SCOPES
    ]
    if faults:
        raise Invalid(faults)
    secret = new_key(context.firm_id)
    async with uow:
        member = await uow.members.locked(_owner(context))
        key = ApiKey(
            firm_id=context.firm_id,
            id=context.new_id(),
            member_id=member.id,
            name=command.name,
            scopes=sorted(set(command.scopes)),
            token_hash=hashed(secret),
            ends_in=secret[-_SHOWN:],
            created_at=context.now,
            expires_at=context.now + timedelta(days=command.days),
        )
        uow.api_keys.add(key)
        member.record(ApiKeyMade(key_id=key.id, name=key.name, scopes=tuple(key.scopes)), context)
        made = MadeApiKey(key, secret)
        await uow.commit(made)
    return made


async def revoke_api_key(key_id: UUID, uow: UnitOfWork, context: Context) -> None:
    """It opens nothing any more. One's own; owner and admins may revoke everybody's.

    Raises NotFound.
    """
    async with uow:
        key = await uow.api_keys.locked(key_id)
        if not context.rights.everything and key.member_id != context.rights.member_id:
            raise NotFound("api_key")
        member = await uow.members.locked(key.member_id)
        uow.api_keys.remove(key)
        member.record(ApiKeyRevoked(key_id=key.id, name=key.name), context)
        await uow.commit()


def _owner(context: Context) -> UUID:
    assert context.rights.member_id is not None  # whoever is permitted is a member
    return context.rights.member_id
