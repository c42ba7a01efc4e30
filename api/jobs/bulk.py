"""Several changes of jobs in one request."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field, model_validator

from api.accounts.schemas import TagNames
from api.caller import Me
from api.documented import WRITE
from api.idempotency import answer_once
from api.jobs.move_schemas import Move
from api.jobs.moves import move_command
from api.jobs.schemas import JobAnswer, JobChange, Status
from api.jobs.values import job_values
from api.schemas import Answer, Body, Flag
from domain.jobs.bulk import MOST_AT_ONCE, Outcome, Wanted, change_jobs
from domain.jobs.model import Job, JobStatus
from domain.jobs.move_job import move_job
from domain.jobs.set_job_status import set_job_status
from domain.jobs.tag_account import tag_account
from domain.jobs.update_job import update_job
from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])


class BulkMove(Move):
    """Move the job."""

    op: Literal["move"]
    job_id: UUID


class BulkTransfer(Move):
    """Transfer the job to a stage of another pipeline."""

    op: Literal["transfer"]
    job_id: UUID


class BulkStatus(Body):
    """Complete, archive or reopen the job, or give it a custom status."""

    op: Literal["status"]
    job_id: UUID
    status: Status | None = None
    status_id: UUID | None = None

    @model_validator(mode="after")
    def one(self) -> "BulkStatus":
        """One of both at least."""
        if self.status is None and self.status_id is None:
            raise ValueError("give status, or status_id for a custom one")
        return self


class BulkUpdate(Body):
    """Change fields of the job."""

    op: Literal["update"]
    job_id: UUID
    values: JobChange


class BulkTags(Body):
    """Put tags on the job's account and take others off, by names or ids. An unknown name to add becomes a new tag."""

    op: Literal["tags"]
    job_id: UUID
    add: TagNames = []
    remove: TagNames = []

    @model_validator(mode="after")
    def some(self) -> "BulkTags":
        """Something to do at least."""
        if not self.add and not self.remove:
            raise ValueError("give tags to add or to remove")
        return self


AnyOperation = BulkMove | BulkTransfer | BulkStatus | BulkUpdate | BulkTags
Operation = Annotated[AnyOperation, Field(discriminator="op")]


class Bulk(Body):
    """Up to 500 changes, done in their order; with `atomic` all or none."""

    operations: Annotated[list[Operation], Field(min_length=1, max_length=MOST_AT_ONCE)]
    atomic: Flag = False


class BulkOutcome(Answer):
    """What became of one: the job, or why it was refused."""

    job_id: UUID
    ok: bool
    job: JobAnswer | None
    code: str | None
    detail: str | None
    unmet: list[dict[str, Any]] = []


class BulkAnswer(Answer):
    """The outcomes, in the order of the operations."""

    data: list[BulkOutcome]
    succeeded: int
    failed: int


@router.post(
    "/bulk",
    operation_id="change_jobs",
    summary="Change many jobs at once",
    response_model=BulkAnswer,
    responses=WRITE,
)
async def post_bulk(me: Me, body: Bulk) -> Response:
    """Each operation is judged as if it came alone, and its outcome is told. With `atomic`, one refusal refuses all."""
    wanted, context = [_wanted(one) for one in body.operations], me.context()
    return await answer_once(
        me, 200, lambda uow: change_jobs(wanted, uow, context, atomic=body.atomic), _answered
    )


def _wanted(one: AnyOperation) -> Wanted:
    async def change(uow: UnitOfWork, context: Context) -> Job:
        match one:
            case BulkMove():
                return (await move_job(move_command(one.job_id, one), uow, context)).job
            case BulkTransfer():
                return (await move_job(move_command(one.job_id, one, across=True), uow, context)).job
            case BulkStatus():
                status = JobStatus(one.status or "custom")
                return await set_job_status(one.job_id, status, uow, context, status_id=one.status_id)
            case BulkUpdate():
                return await update_job(one.job_id, job_values(one.values), uow, context)
            case BulkTags():
                return await tag_account(one.job_id, tuple(one.add), tuple(one.remove), uow, context)

    return Wanted(one.job_id, change, of_account=isinstance(one, BulkTags))


def _answered(outcomes: Sequence[Outcome]) -> dict[str, object]:
    told = [_told(outcome) for outcome in outcomes]
    succeeded = sum(1 for outcome in outcomes if outcome.refusal is None)
    return {"data": told, "succeeded": succeeded, "failed": len(told) - succeeded}


def _told(outcome: Outcome) -> dict[str, object]:
    refusal = outcome.refusal
    return {
        "job_id": outcome.job_id,
        "ok": refusal is None,
        "job": outcome.job.view() if outcome.job else None,
        "code": refusal.stable_code if refusal else None,
        "detail": str(refusal) if refusal else None,
        "unmet": refusal.details.get("unmet", []) if refusal else [],
    }
