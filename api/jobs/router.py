"""Jobs: create, look at, change."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.answers import entity_answer
from api.caller import Me
from api.documented import READ, READ_ONE, WRITE
from api.idempotency import answer_once
from api.jobs.schemas import (
    JobAnswer,
    JobChange,
    JobFilters,
    NewJobs,
    OneJob,
    StatusChange,
)
from api.jobs.values import job_values
from api.lists import list_answer, single_answer
from api.schemas import Listed, Page
from domain.jobs.check_entry import Answered
from domain.jobs.create_jobs import CreateJobs, create_jobs
from domain.jobs.model import Job, JobStatus, Priority
from domain.jobs.set_job_status import set_job_status
from domain.jobs.update_job import update_job
from domain.shared.period import Period
from persistence.jobs.reader import (
    by_limit,
    jobs_listing,
    one_job,
    viewer,
)

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])


@router.get("", operation_id="list_jobs", summary="List jobs", response_model=Page[JobAnswer], responses=READ)
async def list_jobs(me: Me, filters: Annotated[JobFilters, Query()]) -> Response:
    """Newest first, unless `sort` says otherwise. `over_limit`: not completed, and past their stage's time limit (true), or
    all others (false). `expand` gives account, stage, pipeline or client_status as objects.
    """
    expand = frozenset(filters.expand.split(",")) if filters.expand else frozenset()
    wanted = {**filters.model_dump(), **viewer(me.rights), **by_limit(filters.over_limit, me.context().now)}
    return await list_answer(me, jobs_listing(expand), filters, wanted, filters.sort)


@router.post(
    "",
    operation_id="create_jobs",
    summary="Create jobs, one per account",
    status_code=201,
    response_model=Listed[JobAnswer],
    responses=WRITE,
)
async def post_jobs(me: Me, body: NewJobs) -> Response:
    """All or none. Entering the first stage, or the one named, fires its automations."""
    command = CreateJobs(
        pipeline_id=body.pipeline_id,
        account_ids=tuple(body.account_ids or [body.account_id]),  # type: ignore[list-item]
        stage_id=body.stage_id,
        name=body.name,
        assignee_ids=tuple(body.assignee_ids),
        role_ids=tuple(body.role_ids),
        priority=Priority(body.priority),
        start_date=body.start_date,
        due_date=body.due_date,
        internal_deadline=body.internal_deadline,
        description=body.description,
        period=Period.of(body.period.start, body.period.unit) if body.period else None,
        external_refs=tuple(ref.model_dump() for ref in body.external_refs),
        client_shown=body.client_shown,
        client_name=body.client_name,
        client_status_id=body.client_status_id,
        client_description=body.client_description or None,
        answered=Answered(override_reason=body.override_reason, accept_warnings=body.accept_warnings),
    )
    context = me.context()
    return await answer_once(
        me,
        201,
        lambda uow: create_jobs(command, uow, context),
        lambda jobs: {"data": [job.view() for job in jobs]},
    )


@router.get("/{job_id}", operation_id="get_job", summary="One job", response_model=OneJob, responses=READ_ONE)
async def get_job(me: Me, job_id: UUID) -> Response:
    """The job with its account, stage and pipeline, its action items, and until when its move can be undone."""
    return await single_answer(me, one_job, {"job_id": job_id, **viewer(me.rights)}, "job")


@router.patch(
    "/{job_id}", operation_id="update_job", summary="Change a job", response_model=JobAnswer, responses=WRITE
)
async def patch_job(me: Me, job_id: UUID, body: JobChange) -> Response:
    """Only what is sent is changed."""
    values = job_values(body)
    job = await update_job(
        job_id, values, me.uow(), me.context(), expected_version=me.expected_version("job")
    )
    return entity_answer(job.view())


@router.post(
    "/{job_id}/status",
    operation_id="set_job_status",
    summary="Complete, archive or reopen a job, or give it a custom status",
    response_model=JobAnswer,
    responses=WRITE,
)
async def post_status(me: Me, job_id: UUID, body: StatusChange) -> Response:
    """The same status again changes nothing."""
    context, version = me.context(), me.expected_version("job")
    status = JobStatus(body.status or "custom")
    return await answer_once(
        me,
        200,
        lambda uow: set_job_status(
            job_id, status, uow, context, status_id=body.status_id, expected_version=version
        ),
        Job.view,
    )
