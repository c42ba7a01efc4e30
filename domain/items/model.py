"""Linked items: what is attached to a job, and whether it still needs a human act."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from domain.shared.context import Actor
from domain.shared.entity import Record

BY_HAND: Mapping[str, str] = {"done": "completed", "cancel": "canceled"}
"""How an item is resolved that a mover settles."""


@dataclass(slots=True, kw_only=True)
class LinkedItem(Record):
    """Something attached to a job in the scope of one visit: a task, another job, or a note or the answer of a webhook,
    which have their own title and text.

    An action item holds the visit until it is resolved.
    """

    kind: ClassVar[str] = "item"

    job_id: UUID
    visit_id: UUID
    linked_at: datetime
    linked_by: Actor
    type: str = "task"
    task_id: UUID | None = None
    linked_job_id: UUID | None = None
    title: str | None = None
    text: str | None = None
    action_item: bool = True
    run_id: UUID | None = None
    resolved_at: datetime | None = None
    resolution: str | None = None
    reopened_at: datetime | None = None
    unlinked_at: datetime | None = None

    @property
    def holds(self) -> bool:
        """Whether it still needs a human act."""
        return self.action_item and self.unlinked_at is None and self.resolved_at is None

    @property
    def really_resolved(self) -> bool:
        """Resolved while it was linked; one completed before does not move a job by itself (§7.6)."""
        return (
            self.action_item
            and self.unlinked_at is None
            and self.resolved_at is not None
            and self.resolved_at >= self.linked_at
        )

    @property
    def by_hand(self) -> bool:
        """Somebody decided about it; what it waited for did not come."""
        return self.resolution in BY_HAND.values()

    def resolve(self, resolution: str, at: datetime) -> None:
        """It needs no act any more."""
        self.resolved_at, self.resolution = at, resolution

    def reopen(self, at: datetime) -> None:
        """It needs an act again."""
        self.resolved_at, self.resolution, self.reopened_at = None, None, at
