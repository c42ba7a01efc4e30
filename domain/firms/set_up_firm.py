"""Set up a firm with its owner."""

from dataclasses import dataclass
from zoneinfo import available_timezones

from domain.client_statuses.create_client_status import add_starting_set
from domain.firms.events import FirmCreated, MemberJoined
from domain.firms.model import Firm, Member, Role
from domain.firms.ports import PasswordHasher
from domain.shared.context import Context
from domain.shared.errors import Fault, Invalid
from domain.unit_of_work import UnitOfWork

SHORTEST_PASSWORD = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpFirm:
    """The firm and whoever owns it."""

    firm_name: str
    time_zone: str
    currency: str
    name: str
    email: str
    password: str


async def set_up_firm(
    command: SetUpFirm, hasher: PasswordHasher, uow: UnitOfWork, context: Context
) -> tuple[Firm, Member]:
    """Make the firm, with a first list of client-facing statuses; `context.firm_id` is its new id.

    Raises Invalid, Conflict when the address signs in elsewhere.
    """
    check_time_zone(command.time_zone)
    check_password(command.password)
    password_hash = await hasher.hash(command.password)
    firm = Firm(
        firm_id=context.firm_id,
        id=context.firm_id,
        name=command.firm_name,
        time_zone=command.time_zone,
        currency=command.currency,
        created_at=context.now,
        updated_at=context.now,
    )
    owner = Member(
        firm_id=context.firm_id,
        id=context.new_id(),
        name=command.name,
        email=command.email,
        role=Role.OWNER,
        password_hash=password_hash,
        created_at=context.now,
        updated_at=context.now,
    )
    async with uow:
        uow.firms.add(firm)
        uow.members.add(owner)
        firm.record(FirmCreated(), context)
        owner.record(MemberJoined(), context)
        add_starting_set(uow, context)
        await uow.commit((firm, owner))
    return firm, owner


def check_time_zone(name: str) -> None:
    """It must be one of the world's.

    Raises Invalid.
    """
    if name not in available_timezones():
        raise Invalid([Fault("/time_zone", "unknown_time_zone", f"There is no time zone “{name}”.")])


def check_password(password: str, pointer: str = "/password") -> None:
    """Long enough to be safe.

    Raises Invalid.
    """
    if len(password) < SHORTEST_PASSWORD:
        sentence = f"A password needs at least {SHORTEST_PASSWORD} characters."
        raise Invalid([Fault(pointer, "password_too_short", sentence)])
