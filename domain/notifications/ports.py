"""What use-cases need to know of notifications."""

from collections.abc import Collection
from typing import Protocol
from uuid import UUID

from domain.notifications.model import Notification
from domain.shared.ports import Repository


class Notifications(Repository[Notification], Protocol):
    """What members were told."""

    async def told(self, key: str) -> Collection[UUID]:
        """Who was told this already."""
        ...

    async def read(self, member_id: UUID, ids: Collection[UUID] | None) -> int:
        """Mark a member's own as read now, all when `ids` is None; tells how many were not."""
        ...
