"""Create client-facing statuses: one, or those that most firms begin with."""

from dataclasses import dataclass

from domain.client_statuses.events import ClientStatusCreated
from domain.client_statuses.model import ClientStatus
from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateClientStatus:
    """Its name, its colour, and the text that the client reads below it."""

    name: str
    color: str = "blue"
    text: str = ""


STARTING_SET = (
    CreateClientStatus(
        name="Waiting for your documents",
        color="orange",
        text="We go on as soon as we have what we asked you for.",
    ),
    CreateClientStatus(
        name="In preparation",
        color="blue",
        text="We are working on it. There is nothing for you to do just now.",
    ),
    CreateClientStatus(name="In review", color="violet", text="A second pair of eyes is checking our work."),
    CreateClientStatus(
        name="Ready for your signature",
        color="pink",
        text="Please read it through and sign it, so that we can file it.",
    ),
    CreateClientStatus(name="Filed", color="green", text="It is filed. Keep your copy in a safe place."),
)


async def create_client_status(
    command: CreateClientStatus, uow: UnitOfWork, context: Context
) -> ClientStatus:
    """A new one, after the others.

    Raises Forbidden, Conflict when the name is taken.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        present = await uow.client_statuses.all()
        made = _new(command, len(present), uow, context)
        await uow.commit(made)
    return made


async def create_starting_set(uow: UnitOfWork, context: Context) -> list[ClientStatus]:
    """Those of the set whose names the firm does not have yet.

    Raises Forbidden.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        present = await uow.client_statuses.all()
        taken = {status.name.lower() for status in present}
        missing = [one for one in STARTING_SET if one.name.lower() not in taken]
        made = [_new(one, place, uow, context) for place, one in enumerate(missing, len(present))]
        await uow.commit(made)
    return made


def add_starting_set(uow: UnitOfWork, context: Context) -> None:
    """Give all of the set to a firm that is being set up."""
    for place, one in enumerate(STARTING_SET):
        _new(one, place, uow, context)


def _new(command: CreateClientStatus, position: int, uow: UnitOfWork, context: Context) -> ClientStatus:
    status = ClientStatus(
        firm_id=context.firm_id,
        id=context.new_id(),
        created_at=context.now,
        updated_at=context.now,
        name=command.name,
        color=command.color,
        text=command.text,
        position=position,
    )
    uow.client_statuses.add(status)
    status.record(ClientStatusCreated(), context)
    return status
