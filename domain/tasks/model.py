"""Tasks: what members have to do."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from domain.shared.context import Context
from domain.shared.entity import Entity
from domain.tasks.events import (
    TaskAssigned,
    TaskCanceled,
    TaskCompleted,
    TaskCreated,
    TaskDeleted,
    TaskOverdue,
    TaskReopened,
    TaskUpdated,
)
from domain.tasks.subtask import Subtask


class TaskStatus(StrEnum):
    """Where a task stands."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    IN_REVIEW = "in_review"
    WAITING = "waiting"
    COMPLETED = "completed"
    CANCELED = "canceled"


RESOLVED = frozenset({TaskStatus.COMPLETED, TaskStatus.CANCELED})


@dataclass(slots=True, kw_only=True)
class Task(Entity):
    """A to-do of the firm's members; belongs to at most one job. `pipeline_id` is its job's, `overdue_told` the due date of
    which it was told that it is over.
    """

    kind: ClassVar[str] = "task"

    title: str
    description: str = ""
    account_id: UUID | None = None
    job_id: UUID | None = None
    pipeline_id: UUID | None = None
    status: TaskStatus = TaskStatus.PLANNED
    priority: str = "medium"
    assignee_ids: list[UUID] = field(default_factory=list)
    tag_ids: list[UUID] = field(default_factory=list)
    subtasks: list[Subtask] = field(default_factory=list)
    start_date: date | None = None
    due_date: date | None = None
    completed_at: datetime | None = None
    run_id: UUID | None = None
    deleted_at: datetime | None = None
    overdue_told: date | None = None

    @property
    def is_resolved(self) -> bool:
        """Completed and canceled resolve it as an action item."""
        return self.status in RESOLVED

    def begin(self, context: Context) -> None:
        """It is there."""
        self.record(TaskCreated(), context)
        self._tell_assigned((), context)

    def change(self, values: Mapping[str, object], context: Context) -> bool:
        """Set fields by name, the status among them; tells whether anything changed."""
        changed = [name for name, value in values.items() if getattr(self, name) != value]
        if not changed:
            return False
        was_resolved, former = self.is_resolved, tuple(self.assignee_ids)
        for name in changed:
            setattr(self, name, values[name])
        if "status" in changed:
            self.completed_at = context.now if self.status is TaskStatus.COMPLETED else None
        if self.is_resolved and not was_resolved:
            event = TaskCompleted if self.status is TaskStatus.COMPLETED else TaskCanceled
            self.record(event(), context)
        elif was_resolved and not self.is_resolved:
            self.record(TaskReopened(), context)
        else:
            self.record(TaskUpdated(fields=tuple(changed)), context)
        self._tell_assigned(former, context)
        return True

    def _tell_assigned(self, former: Collection[UUID], context: Context) -> None:
        """Who is to do it now and was not before."""
        added = tuple(one for one in self.assignee_ids if one not in former)
        if added:
            self.record(TaskAssigned(added=added), context)

    def fall_overdue(self, context: Context) -> None:
        """Its due date is over: this is told once for each date."""
        assert self.due_date is not None
        self.overdue_told = self.due_date
        self.record(TaskOverdue(due_date=self.due_date), context)

    def delete(self, held: Sequence[UUID], context: Context) -> None:
        """It is gone from every list; history keeps it. `held` are the jobs that it was linked to."""
        self.deleted_at = context.now
        self.record(TaskDeleted(job_ids=tuple(held)), context)

    @property
    def board_id(self) -> UUID:
        """The board of its job's pipeline; a task without a job shows on none."""
        return self.pipeline_id or self.id

    @property
    def history_job_id(self) -> UUID | None:
        """Its job's history tells it."""
        return self.job_id

    def view(self) -> dict[str, object]:
        """The public object."""
        return {
            "id": self.id,
            "version": self.version,
            "title": self.title,
            "description": self.description,
            "account_id": self.account_id,
            "job_id": self.job_id,
            "status": self.status,
            "priority": self.priority,
            "assignee_ids": self.assignee_ids,
            "tag_ids": self.tag_ids,
            "subtasks": [{**one.view(), "position": place} for place, one in enumerate(self.subtasks)],
            "start_date": self.start_date,
            "due_date": self.due_date,
            "completed_at": self.completed_at,
            "run_id": self.run_id,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        }
