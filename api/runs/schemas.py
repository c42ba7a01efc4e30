"""Runs, as answers have them."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, model_validator

from api.paging import Paging
from api.schemas import Answer, Body, Instant, Who
from domain.automations.retry_run import MOST_AT_ONCE

State = Literal["waiting", "succeeded", "skipped", "failed", "cancelled", "stopped"]


class RunError(Answer):
    """Why a run failed: a stable code and a sentence."""

    code: str
    detail: str


class RunAnswer(Answer):
    """One automation considered for one trigger. `made` tells what it made or changed, each with type and id."""

    id: UUID
    version: int
    job_id: UUID
    visit_id: UUID
    automation_id: UUID
    pipeline_id: UUID
    stage_id: UUID
    revision: int
    action: str
    title: str
    state: str
    reason: str | None
    verdicts: list[dict[str, Any]]
    made: list[dict[str, Any]]
    error: RunError | None
    attempts: int
    created_at: datetime
    finished_at: datetime | None
    due_at: datetime | None
    job_name: str | None = None
    account_name: str | None = None
    stage_name: str | None = None
    pipeline_name: str | None = None
    present_visit: bool | None = None
    retryable: bool | None = None
    not_retryable: str | None = None


class CauseEvent(Answer):
    """A fact, and who made it true. `data` tells, for example, from which stage to which."""

    id: UUID
    type: str
    actor: Who
    occurred_at: datetime
    data: dict[str, Any]


class RunCause(Answer):
    """What the run came from: the event that it heard, the first event of the chain, and how many steps lie between."""

    event: CauseEvent | None
    root: CauseEvent | None
    depth: int


class OneRun(RunAnswer):
    """A run with its cause."""

    cause: RunCause


class RunChoice(Body):
    """Which runs, whatever their state."""

    pipeline_id: UUID | None = None
    stage_id: UUID | None = None
    automation_id: UUID | None = None
    action: Annotated[str, Field(max_length=60)] | None = None
    job_id: UUID | None = None
    created_at_lt: Annotated[Instant | None, Field(alias="created_at[lt]")] = None
    created_at_lte: Annotated[Instant | None, Field(alias="created_at[lte]")] = None
    created_at_gt: Annotated[Instant | None, Field(alias="created_at[gt]")] = None
    created_at_gte: Annotated[Instant | None, Field(alias="created_at[gte]")] = None


class RunFilters(Paging, RunChoice):
    """Which runs, newest first. `retryable=true`: failed ones whose job is still where they ran."""

    state: State | None = None
    retryable: Literal["true"] | None = None


class FailedRuns(RunChoice):
    """Failed runs by what the run log is filtered by."""

    state: Literal["failed"] = "failed"


class RetryRuns(Body):
    """The runs to try again: by their ids, or those of a filter that can be tried again, 500 at a time."""

    run_ids: Annotated[list[UUID], Field(min_length=1, max_length=MOST_AT_ONCE)] | None = None
    filter: FailedRuns | None = None

    @model_validator(mode="after")
    def one(self) -> "RetryRuns":
        """One of both."""
        if (self.run_ids is None) == (self.filter is None):
            raise ValueError("give run_ids or a filter")
        return self


class RetryOutcome(Answer):
    """What became of one: it is tried again, or why not."""

    run_id: UUID
    ok: bool
    run: RunAnswer | None
    code: str | None
    detail: str | None


class RetryAnswer(Answer):
    """The outcomes, in the order of the request. `more`: the filter had more than were tried now."""

    data: list[RetryOutcome]
    retried: int
    refused: int
    more: bool = False


class MailAnswer(Answer):
    """One e-mail that left the firm, waits to, or was cancelled. `delivered_by` is smtp, or log without a mail server."""

    id: UUID
    to: list[str]
    cc: list[str]
    subject: str
    body: str
    state: str
    due_at: datetime
    delivered_at: datetime | None
    delivered_by: str | None
    created_at: datetime
    job_id: UUID | None
    account_id: UUID | None
    run_id: UUID | None
    last_error: str | None
    account_name: str | None


class MailFilters(Paging):
    """Which e-mails, newest first."""

    job_id: UUID | None = None
    account_id: UUID | None = None
    state: Annotated[str, Field(max_length=20)] | None = None
