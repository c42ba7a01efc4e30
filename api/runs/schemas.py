"""Runs, as answers have them."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.paging import Paging
from api.schemas import Answer

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
    present_visit: bool | None = None


class RunFilters(Paging):
    """Which runs, newest first."""

    state: State | None = None
    pipeline_id: UUID | None = None
    job_id: UUID | None = None


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
