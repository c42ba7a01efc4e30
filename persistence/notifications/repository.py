"""Notifications, stored."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Uuid, bindparam, func, or_, select, update
from sqlalchemy.dialects.postgresql import ARRAY

from domain.notifications.model import Notification
from persistence.notifications.tables import notifications
from persistence.repository import Repository, Store
from persistence.statement import Statement

_NOTIFICATIONS = Store(Notification, notifications)
_TOLD = Statement(
    select(notifications.c.member_id).where(
        notifications.c.firm_id == bindparam("firm_id"), notifications.c.key == bindparam("key")
    )
)
_READ = Statement(
    update(notifications)
    .where(
        notifications.c.firm_id == bindparam("firm_id"),
        notifications.c.member_id == bindparam("member_id"),
        notifications.c.read_at.is_(None),
        or_(
            bindparam("ids", type_=ARRAY(Uuid)).is_(None),
            notifications.c.id == func.any(bindparam("ids", type_=ARRAY(Uuid))),
        ),
    )
    .values(read_at=func.now())
    .returning(notifications.c.id)
)


class NotificationRepository(Repository[Notification]):
    """What members were told."""

    store = _NOTIFICATIONS

    async def told(self, key: str) -> Collection[UUID]:
        """Who was told this already."""
        return {row["member_id"] for row in await self._rows(_TOLD, key=key)}

    async def read(self, member_id: UUID, ids: Collection[UUID] | None) -> int:
        """Mark a member's own as read now, all when `ids` is None; tells how many were not."""
        wanted = None if ids is None else list(ids)
        return len(await self._rows(_READ, member_id=member_id, ids=wanted))
