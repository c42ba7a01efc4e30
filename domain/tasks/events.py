"""What can happen to a task."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.shared.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCreated(Event):
    """There is a new task."""

    type = "task.created"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskUpdated(Event):
    """Some fields of a task changed."""

    type = "task.updated"

    fields: tuple[str, ...]

    def data(self) -> Mapping[str, object]:
        """Which fields."""
        return {"fields": self.fields}


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAssigned(Event):
    """Members were asked to do a task, when it was created or later."""

    type = "task.assigned"
    in_history = False  # what created or changed the task is told there

    added: tuple[UUID, ...]

    def data(self) -> Mapping[str, object]:
        """Whom."""
        return {"added": self.added}


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOverdue(Event):
    """The due date of an open task is over, in the firm's time zone. Told once for each due date."""

    type = "task.overdue"

    due_date: date

    def data(self) -> Mapping[str, object]:
        """Which date."""
        return {"due_date": self.due_date}


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCompleted(Event):
    """A task was completed; its job may move on."""

    type = "task.completed"
    drained = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCanceled(Event):
    """A task was canceled; its job may move on."""

    type = "task.canceled"
    drained = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReopened(Event):
    """A completed or canceled task needs work again; a job that has moved on stays where it is."""

    type = "task.reopened"
    drained = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDeleted(Event):
    """A task was deleted; the jobs that it held are free."""

    type = "task.deleted"
    drained = True

    job_ids: tuple[UUID, ...] = ()

    def data(self) -> Mapping[str, object]:
        """Where it was linked."""
        return {"job_ids": self.job_ids}
