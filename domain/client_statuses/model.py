"""Client-facing statuses: a list of the firm, the only progress of a job that its client sees."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.shared.entity import Entity


@dataclass(slots=True, kw_only=True)
class ClientStatus(Entity):
    """How far a job is, in words for the client. One that was removed keeps its name for jobs of the archive."""

    kind: ClassVar[str] = "client_status"

    name: str
    color: str
    text: str = ""
    position: int = 0
    removed_at: datetime | None = None

    def view(self) -> dict[str, object]:
        """The public object."""
        return {
            "id": self.id,
            "version": self.version,
            "name": self.name,
            "color": self.color,
            "text": self.text,
            "position": self.position,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        }
