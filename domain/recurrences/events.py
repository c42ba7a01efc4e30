"""What can happen to a recurrence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.shared.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurrenceCreated(Event):
    """A schedule began."""

    type = "recurrence.created"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurrenceUpdated(Event):
    """A schedule changed; what it made stays."""

    type = "recurrence.updated"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurrencePaused(Event):
    """A schedule rests."""

    type = "recurrence.paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurrenceResumed(Event):
    """A schedule goes on; what it missed while it rested is not made."""

    type = "recurrence.resumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Occurrence(Event):
    date: date

    def data(self) -> Mapping[str, object]:
        """Which occurrence."""
        return {"date": self.date.isoformat()}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurrenceDue(_Occurrence):
    """The time of an occurrence has come."""

    type = "recurrence.due"
    drained = True
    in_history = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurrenceSkipped(_Occurrence):
    """An occurrence was left out, as somebody had wished."""

    type = "recurrence.skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurrenceFailed(_Occurrence):
    """An occurrence's job could not be made."""

    type = "recurrence.failed"

    reason: str

    def data(self) -> Mapping[str, object]:
        """Which occurrence, and why not."""
        return {"date": self.date.isoformat(), "reason": self.reason}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurrenceJobCreated(_Occurrence):
    """An occurrence's job was made."""

    type = "recurrence.job_created"

    job_id: UUID

    def data(self) -> Mapping[str, object]:
        """Which occurrence, and its job."""
        return {"date": self.date.isoformat(), "job_id": self.job_id}
