"""A job's stays in stages."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from domain.shared.calendar import Calendar
from domain.shared.context import Actor, Context
from domain.shared.entity import Record


class VisitReason(StrEnum):
    """Why a job came to a stage."""

    CREATED = "created"
    MOVED = "moved"
    AUTOMOVE = "automove"
    AUTOMATION = "automation"
    STAGE_REMOVED = "stage_removed"
    STATUS = "status"


@dataclass(slots=True, kw_only=True)
class StageVisit(Record):
    """One stay of a job in a stage; or, with a `status_id`, in a custom status, beside its stay in the stage.

    `ran_at`: when the automations of the entry had been considered;
    `wants_stage_id`: where automove would go if its requirements were met;
    `ended_status_visit_id`: the stay in a custom status of the former pipeline that the transfer ended, for the undo.
    """

    kind: ClassVar[str] = "visit"

    job_id: UUID
    stage_id: UUID
    entered_at: datetime
    entered_by: Actor
    reason: VisitReason
    root_id: UUID
    status_id: UUID | None = None
    from_stage_id: UUID | None = None
    previous_visit_id: UUID | None = None
    operation_id: str | None = None
    undo_until: datetime | None = None
    undone_at: datetime | None = None
    ran_at: datetime | None = None
    left_at: datetime | None = None
    left_by: Actor | None = None
    skipped_automations: list[UUID] = field(default_factory=list)
    settled: list[dict[str, str]] = field(default_factory=list)
    override_reason: str | None = None
    wants_stage_id: UUID | None = None
    ended_status_visit_id: UUID | None = None

    @property
    def owner_id(self) -> UUID:
        """The stage or custom status whose automations run for it."""
        return self.status_id or self.stage_id

    def leave(self, context: Context) -> None:
        """It is over."""
        self.left_at, self.left_by = context.now, context.actor

    def go_on(self) -> None:
        """It is as if it had not been over."""
        self.left_at, self.left_by = None, None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """How a job comes to a stage: why, and what the mover asked for. `undo_until` is set for a person's move;
    `calendar` counts the stage's time limit.
    """

    reason: VisitReason
    calendar: Calendar
    operation_id: str | None = None
    undo_until: datetime | None = None
    skipped_automations: tuple[UUID, ...] = ()
    override_reason: str | None = None
