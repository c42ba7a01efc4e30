"""Recurrences, as requests and answers have them."""

import datetime as dt
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from api.paging import Paging
from api.schemas import Answer, Body, Day, Entity, Ids, Name, Priority, Whole, Words

Rule = Annotated[str, StringConstraints(min_length=1, max_length=500)]
At = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Unit = Literal["month", "quarter", "year"]
Offset = Annotated[Whole, Field(ge=-48, le=48)]


class JobTemplateBody(Body):
    """What each job is like. `due_in_days` counts from the day of creation; the name may hold shortcodes."""

    name: Name | Literal[""] = ""
    stage_id: UUID | None = None
    priority: Priority = "medium"
    assignee_ids: Ids = []
    role_ids: Ids = []
    due_in_days: Annotated[Whole, Field(ge=0, le=3650)] | None = None
    due_unit: Literal["days", "business_days", "weeks", "months"] = "days"
    description: Words = ""


class Schedule(Body):
    """When: an RFC 5545 rule of dates from `starts_on` to `ends_on` (the last day of creation), at a local time.

    The 31st means the last day of shorter months. `roll` says where a date goes that is no business day.
    `period_unit` and `period_offset` say which period the work is about: month and -1 for the month before.
    """

    rule: Rule
    starts_on: Day
    ends_on: Day | None = None
    at: At = "00:00"
    roll: Literal["none", "before", "after"] = "none"
    period_unit: Unit | None = None
    period_offset: Offset = 0
    template: JobTemplateBody = JobTemplateBody()


class NewRecurrences(Schedule):
    """A schedule for each account; `account_id` for a single one."""

    pipeline_id: UUID
    account_ids: Ids | None = None
    account_id: UUID | None = None

    @model_validator(mode="after")
    def one_or_many(self) -> "NewRecurrences":
        """Either account_ids or account_id."""
        if bool(self.account_ids) == bool(self.account_id):
            raise ValueError("give account_ids (one schedule each) or account_id")
        return self


class RecurrenceChange(Body):
    """Only what is sent is changed, for all occurrences to come."""

    rule: Rule = ""
    starts_on: Day = dt.date(2000, 1, 1)
    ends_on: Day | None = None
    at: At = "00:00"
    roll: Literal["none", "before", "after"] = "none"
    period_unit: Unit | None = None
    period_offset: Offset = 0
    template: JobTemplateBody = JobTemplateBody()


class Skip(Body):
    """A coming date of the schedule."""

    date: Day


class RecurrenceAnswer(Entity):
    """A schedule that creates jobs. `next_date` is the rule's next date, `next_at` when its job is created."""

    account_id: UUID
    account_name: str | None = None
    pipeline_id: UUID
    pipeline_name: str | None = None
    rule: str
    starts_on: dt.date
    ends_on: dt.date | None
    at: str
    roll: str
    period_unit: str | None
    period_offset: int
    template: dict[str, Any]
    state: str
    skips: list[dt.date]
    next_date: dt.date | None
    next_at: dt.datetime | None
    failed: int = 0


class Upcoming(Answer):
    """A coming occurrence: when its job is created, what it is called, and until when it is due."""

    date: dt.date
    at: dt.datetime
    name: str | None
    due_date: dt.date | None
    period: dict[str, Any] | None
    skipped: bool


class OccurrenceAnswer(Answer):
    """What became of a date: created with its job, skipped, or failed for a reason."""

    id: UUID
    recurrence_id: UUID
    date: dt.date
    state: str
    at: dt.datetime
    job_id: UUID | None
    job_name: str | None = None
    reason: str | None


class RecurrenceFilters(Paging):
    """Which recurrences."""

    sort: Literal["-created_at", "created_at", "next_at"] = "-created_at"
    account_id: UUID | None = None
    pipeline_id: UUID | None = None
    state: Literal["active", "paused", "ended"] | None = None


class OccurrenceFilters(Paging):
    """Which occurrences."""

    state: Literal["created", "skipped", "failed"] | None = None
