"""One line of a task's checklist."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

MOST = 100
"""How many a task may have."""


@dataclass(frozen=True, slots=True)
class Subtask:
    """A part of a task that can be ticked off. It never blocks its task; its position is its place in the list."""

    id: UUID
    title: str
    done: bool = False

    def view(self) -> dict[str, object]:
        """As it is stored, in the list of its task."""
        return {"id": self.id, "title": self.title, "done": self.done}

    @classmethod
    def from_view(cls, view: Mapping[str, object]) -> "Subtask":
        """From its stored form."""
        return cls(UUID(str(view["id"])), str(view["title"]), view["done"] is True)
