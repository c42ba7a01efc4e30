"""Rename, recolour, word anew or move a client-facing status."""

from collections.abc import Mapping
from uuid import UUID

from domain.client_statuses.events import ClientStatusUpdated
from domain.client_statuses.model import ClientStatus
from domain.shared.context import Context
from domain.shared.errors import StaleVersion
from domain.unit_of_work import UnitOfWork

_FIELDS = ("name", "color", "text")


async def change_client_status(
    status_id: UUID,
    values: Mapping[str, object],
    uow: UnitOfWork,
    context: Context,
    *,
    expected_version: int | None = None,
) -> ClientStatus:
    """Set name, color or text; `position` (0 is first) moves it, and the others make room. Jobs that have it follow.

    Raises Forbidden, NotFound, StaleVersion, Conflict when the name is taken.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        status = await uow.client_statuses.locked(status_id)
        if expected_version not in (None, status.version):
            raise StaleVersion("client_status", status.version)
        wanted = {name: values[name] for name in _FIELDS if name in values}
        changed = [name for name, value in wanted.items() if getattr(status, name) != value]
        for name in changed:
            setattr(status, name, wanted[name])
        moved = await _move(status, values.get("position"), uow)
        if changed and status not in moved:
            moved.append(status)
        for one in moved:
            one.record(ClientStatusUpdated(), context)
        await uow.commit(status)
    return status


async def _move(status: ClientStatus, position: object, uow: UnitOfWork) -> list[ClientStatus]:
    """Number the list anew with the status at its place; tells those whose place changed."""
    if not isinstance(position, int):
        return []
    order = [one for one in await uow.client_statuses.all() if one.id != status.id]
    order.insert(position, status)
    moved = [one for place, one in enumerate(order) if one.position != place]
    for place, one in enumerate(order):
        one.position = place
    return moved
