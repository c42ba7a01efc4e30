"""Jobs, as requests and answers have them."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, model_validator

from api.paging import Paging
from api.schemas import (
    Answer,
    Body,
    Day,
    Entity,
    ExternalRef,
    Flag,
    Ids,
    Instant,
    Name,
    Priority,
    Whole,
    Words,
)

Status = Literal["active", "completed", "archived", "custom"]
Reason = Annotated[str, Field(min_length=1, max_length=500)]
ClientText = Annotated[str, Field(max_length=2000)]
Cardinal = Annotated[Whole, Field(ge=1, le=2_000_000_000)]


class PeriodBody(Body):
    """The month, quarter or year that the work is about; any of its days as `start`."""

    unit: Literal["month", "quarter", "year"]
    start: Day


class NewJobs(Body):
    """One job for each account; `account_id` for a single one."""

    pipeline_id: UUID
    account_ids: Ids | None = None
    account_id: UUID | None = None
    name: Name | None = None
    stage_id: UUID | None = None
    assignee_ids: Ids = []
    role_ids: Ids = []
    priority: Priority = "medium"
    start_date: Day | None = None
    due_date: Day | None = None
    internal_deadline: Day | None = None
    description: Words = ""
    period: PeriodBody | None = None
    external_refs: Annotated[list[ExternalRef], Field(max_length=20)] = []
    client_shown: Flag = False
    client_name: Name | None = None
    client_status_id: UUID | None = None
    client_description: ClientText | None = None
    override_reason: Reason | None = None
    accept_warnings: Flag = False

    @model_validator(mode="after")
    def one_or_many(self) -> "NewJobs":
        """Either account_ids or account_id."""
        if bool(self.account_ids) == bool(self.account_id):
            raise ValueError("give account_ids (one job each) or account_id")
        return self


class JobChange(Body):
    """Only what is sent is changed. The fields that begin with client_ are what the client sees of the job, once it is
    shown to them; null clears: then they see the job's own name, and the text of the status.
    """

    name: Name = ""
    priority: Priority = "medium"
    assignee_ids: Ids = []
    start_date: Day | None = None
    due_date: Day | None = None
    internal_deadline: Day | None = None
    description: Words = ""
    period: PeriodBody | None = None
    external_refs: Annotated[list[ExternalRef], Field(max_length=20)] = []
    client_shown: Flag = False
    client_name: Name | None = None
    client_status_id: UUID | None = None
    client_description: ClientText | None = None


class StatusChange(Body):
    """The status to give; `status_id` names a custom one of the pipeline, then `status` may be left out."""

    status: Status | None = None
    status_id: UUID | None = None

    @model_validator(mode="after")
    def one(self) -> "StatusChange":
        """One of both at least."""
        if self.status is None and self.status_id is None:
            raise ValueError("give status, or status_id for a custom one")
        return self


class Named(Answer):
    """Something by its name."""

    id: UUID
    name: str


class ClientStatusShown(Named):
    """A client-facing status, as the client reads it."""

    color: str
    text: str


class JobAnswer(Entity):
    """One trip of one account's work through a pipeline."""

    name: str
    account_id: UUID
    pipeline_id: UUID
    stage_id: UUID
    visit_id: UUID
    status: str
    status_id: UUID | None
    status_name: str | None = None
    priority: str
    assignee_ids: list[UUID]
    start_date: date | None
    due_date: date | None
    internal_deadline: date | None
    description: str
    period: dict[str, Any] | None
    entered_stage_at: datetime
    limit_at: datetime | None
    completed_at: datetime | None
    external_refs: list[dict[str, Any]]
    client_shown: bool
    client_name: str | None
    client_status_id: UUID | None
    client_status_name: str | None = None
    client_description: str | None
    account: Named | None = None
    stage: Named | None = None
    pipeline: Named | None = None
    client_status: ClientStatusShown | None = None


class ItemCounts(Answer):
    """Action items of the present visit."""

    open: int
    total: int


class Trouble(Answer):
    """Automations that went wrong where the job is now: failed, stopped by the guard against circles, or given up."""

    failed: int
    stopped: int
    parked: int


class OneJob(JobAnswer):
    """A job with its action items, what went wrong, and until when its last move can be undone."""

    items: ItemCounts
    trouble: Trouble
    undo_until: datetime | None


_EXPANDED = "(account|stage|pipeline|client_status)"
Sorts = Literal[
    "-created_at",
    "created_at",
    "due_date",
    "-due_date",
    "limit_at",
    "-limit_at",
    "name",
    "-name",
    "updated_at",
    "-updated_at",
]


class JobFilters(Paging):
    """Which jobs, in which order."""

    sort: Sorts = "-created_at"
    pipeline_id: UUID | None = None
    stage_id: UUID | None = None
    account_id: UUID | None = None
    status: Status | None = None
    status_id: UUID | None = None
    client_status_id: UUID | None = None
    client_shown: bool | None = None
    assignee_id: UUID | None = None
    tag: Annotated[str, Field(max_length=200)] | None = None
    priority: Priority | None = None
    over_limit: bool | None = None
    q: Annotated[str, Field(max_length=200)] | None = None
    expand: Annotated[str, Field(max_length=100, pattern=f"^{_EXPANDED}(,{_EXPANDED})*$")] | None = None
    due_date_lt: Annotated[Day | None, Field(alias="due_date[lt]")] = None
    due_date_lte: Annotated[Day | None, Field(alias="due_date[lte]")] = None
    due_date_gt: Annotated[Day | None, Field(alias="due_date[gt]")] = None
    due_date_gte: Annotated[Day | None, Field(alias="due_date[gte]")] = None
    updated_at_lt: Annotated[Instant | None, Field(alias="updated_at[lt]")] = None
    updated_at_lte: Annotated[Instant | None, Field(alias="updated_at[lte]")] = None
    updated_at_gt: Annotated[Instant | None, Field(alias="updated_at[gt]")] = None
    updated_at_gte: Annotated[Instant | None, Field(alias="updated_at[gte]")] = None
