"""Mark one's own notifications as read."""

from collections.abc import Collection
from uuid import UUID

from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork


async def read_notifications(ids: Collection[UUID] | None, uow: UnitOfWork, context: Context) -> int:
    """Those with these ids, or all when None; tells how many were unread. Others' are left alone."""
    if context.rights.member_id is None:
        return 0
    async with uow:
        marked = await uow.notifications.read(context.rights.member_id, ids)
        await uow.commit()
    return marked
