"""Notifications: what a member is told."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from domain.notifications.events import NotificationCreated
from domain.shared.context import Context
from domain.shared.entity import Entity


@dataclass(slots=True, kw_only=True)
class Notification(Entity):
    """A sentence for one member, about a job if it is about one. The same `key` is told once."""

    kind: ClassVar[str] = "notification"

    member_id: UUID
    key: str
    text: str
    job_id: UUID | None = None
    read_at: datetime | None = None

    def begin(self, context: Context) -> None:
        """It is told."""
        self.record(NotificationCreated(), context)

    @property
    def board_id(self) -> UUID:
        """No board shows it."""
        return self.member_id

    def view(self) -> dict[str, object]:
        """The public object."""
        return {
            "id": self.id,
            "version": self.version,
            "member_id": self.member_id,
            "text": self.text,
            "job_id": self.job_id,
            "read_at": self.read_at,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        }
