"""Recurrences: schedules that create jobs."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from domain.shared.calendar import Calendar
from domain.shared.entity import Entity, Record
from domain.shared.period import Period


class RecurrenceState(StrEnum):
    """`ended`: its last occurrence is over."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class OccurrenceState(StrEnum):
    """What became of an occurrence."""

    CREATED = "created"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobTemplate:
    """What each job is like. The due date counts from the day of creation; an empty name means the pipeline's."""

    name: str = ""
    stage_id: UUID | None = None
    priority: str = "medium"
    assignee_ids: tuple[UUID, ...] = ()
    role_ids: tuple[UUID, ...] = ()
    due_in_days: int | None = None
    due_unit: str = "days"
    description: str = ""

    @classmethod
    def from_view(cls, view: Mapping[str, object]) -> "JobTemplate":
        """From its public form."""
        values = dict(view)
        for name in ("assignee_ids", "role_ids"):
            ids = values.get(name)
            values[name] = tuple(UUID(str(id_)) for id_ in ids) if isinstance(ids, list | tuple) else ()
        stage = values.get("stage_id")
        values["stage_id"] = UUID(str(stage)) if stage else None
        return cls(**values)  # type: ignore[arg-type]

    def view(self) -> dict[str, object]:
        """Its public form."""
        return asdict(self)


@dataclass(slots=True, kw_only=True)
class Recurrence(Entity):
    """An account, a pipeline and an RFC 5545 rule of dates. `at_minute` is the local time of creation, since midnight;
    `ends_on` the last day of creation; `roll` (none, before, after) what happens on weekends and holidays.

    `period_unit` (month, quarter, year, or None) and `period_offset` say which period a job is about. `next_date` is the
    rule's next date, `next_at` the instant of its creation.
    """

    kind: ClassVar[str] = "recurrence"

    account_id: UUID
    pipeline_id: UUID
    rule: str
    starts_on: date
    ends_on: date | None = None
    at_minute: int = 0
    roll: str = "none"
    period_unit: str | None = None
    period_offset: int = 0
    template: JobTemplate = field(default_factory=JobTemplate)
    state: RecurrenceState = RecurrenceState.ACTIVE
    skips: list[date] = field(default_factory=list)
    next_date: date | None = None
    next_at: datetime | None = None
    deleted_at: datetime | None = None

    def day_of(self, date_: date, calendar: Calendar) -> date:
        """The day on which the occurrence of a date is created."""
        return calendar.rolled(date_, self.roll)

    def instant_of(self, date_: date, calendar: Calendar) -> datetime:
        """When the occurrence of a date is created."""
        return calendar.moment(self.day_of(date_, calendar), timedelta(minutes=self.at_minute))

    def period_of(self, date_: date) -> Period | None:
        """The period that the occurrence of a date is about."""
        return Period.of(date_, self.period_unit, self.period_offset) if self.period_unit else None

    def plan(self, date_: date | None, calendar: Calendar) -> None:
        """The next occurrence is that of this date; None, or one past the end, ends the schedule."""
        over = date_ is None or (self.ends_on is not None and self.day_of(date_, calendar) > self.ends_on)
        if date_ is None or over:
            self.next_date = self.next_at = None
            self.state = RecurrenceState.ENDED
        else:
            self.next_date, self.next_at = date_, self.instant_of(date_, calendar)
            if self.state is RecurrenceState.ENDED:
                self.state = RecurrenceState.ACTIVE

    @property
    def board_id(self) -> UUID:
        """No board shows it."""
        return self.id

    def view(self) -> dict[str, object]:
        """The public object."""
        return {
            "id": self.id,
            "version": self.version,
            "account_id": self.account_id,
            "pipeline_id": self.pipeline_id,
            "rule": self.rule,
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
            "at": f"{self.at_minute // 60:02}:{self.at_minute % 60:02}",
            "roll": self.roll,
            "period_unit": self.period_unit,
            "period_offset": self.period_offset,
            "template": self.template.view(),
            "state": self.state,
            "skips": self.skips,
            "next_date": self.next_date,
            "next_at": self.next_at,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        }


@dataclass(slots=True, kw_only=True)
class Occurrence(Record):
    """One date of a recurrence, once: its job, or why there is none."""

    kind: ClassVar[str] = "occurrence"

    recurrence_id: UUID
    date: date
    state: OccurrenceState
    at: datetime
    job_id: UUID | None = None
    reason: str | None = None
