"""Jobs: create, look at, change, move, undo."""

from typing import Annotated
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Response

from api.answers import entity_answer, json_answer, view_answer
from api.caller import Caller, Me
from api.documented import READ, READ_ONE, WRITE
from api.idempotency import answer_once
from api.jobs.schemas import (
    HistoryAnswer,
    ItemAnswer,
    JobAnswer,
    JobChange,
    JobFilters,
    Link,
    Move,
    Moved,
    NewJobs,
    Nothing,
    OneJob,
    Preview,
    StatusChange,
    Undone,
    VisitAnswer,
)
from api.lists import list_answer, single_answer
from api.paging import Paging
from api.runs.schemas import RunAnswer
from api.schemas import Listed, Page
from domain.automations.move_with_plan import PlannedMove, move_with_plan
from domain.automations.preview_move import preview_move
from domain.automations.undo_move import undo_move
from domain.jobs.create_jobs import CreateJobs, create_jobs
from domain.jobs.link_item import link_task, unlink_item
from domain.jobs.model import Job, JobStatus, Priority
from domain.jobs.move_job import MoveJob
from domain.jobs.set_job_status import set_job_status
from domain.jobs.update_job import update_job
from domain.shared.errors import NotFound
from persistence.jobs.reader import (
    history_listing,
    items_listing,
    jobs_listing,
    one_job,
    runs_listing,
    viewer,
    visits_listing,
)
from persistence.listing import Listing

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])


@router.get("", operation_id="list_jobs", summary="List jobs", response_model=Page[JobAnswer], responses=READ)
async def list_jobs(me: Me, filters: Annotated[JobFilters, Query()]) -> Response:
    """Newest first, unless `sort` says otherwise. `expand` gives account, stage or pipeline as objects."""
    expand = frozenset(filters.expand.split(",")) if filters.expand else frozenset()
    wanted = {**filters.model_dump(), **viewer(me.rights)}
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
        external_refs=tuple(ref.model_dump() for ref in body.external_refs),
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
    values = body.given()
    if "external_refs" in values:
        values["external_refs"] = [ref.model_dump() for ref in body.external_refs]
    job = await update_job(
        job_id, values, me.uow(), me.context(), expected_version=me.expected_version("job")
    )
    return entity_answer(job.view())


@router.post(
    "/{job_id}/status",
    operation_id="set_job_status",
    summary="Complete, archive or reopen a job",
    response_model=JobAnswer,
    responses=WRITE,
)
async def post_status(me: Me, job_id: UUID, body: StatusChange) -> Response:
    """The same status again changes nothing."""
    context, version = me.context(), me.expected_version("job")
    status = JobStatus(body.status)
    return await answer_once(
        me, 200, lambda uow: set_job_status(job_id, status, uow, context, expected_version=version), Job.view
    )


def _moved_view(moved: PlannedMove) -> dict[str, object]:
    return {
        "job": moved.job.view(),
        "plan": [turn.view() for turn in moved.plan],
        "undo_until": moved.undo_until,
        "changed": moved.changed,
    }


def _command(job_id: UUID, body: Move) -> MoveJob:
    return MoveJob(
        job_id=job_id,
        stage_id=body.stage_id,
        expected_version=body.expected_version,
        operation_id=body.operation_id,
        skip_automations=tuple(body.skip_automations),
        open_items=tuple((item.item_id, item.decision) for item in body.open_items),
        hold_seconds=body.hold_seconds,
    )


@router.post(
    "/{job_id}/move",
    operation_id="move_job",
    summary="Move a job to a stage",
    response_model=Moved,
    responses=WRITE,
)
async def post_move(me: Me, job_id: UUID, body: Move) -> Response:
    """Fires the automations of the stage. What leaves the firm is held until `undo_until`."""
    command, context = _command(job_id, body), me.context()
    return await answer_once(me, 200, lambda uow: move_with_plan(command, uow, context), _moved_view)


@router.post(
    "/{job_id}/move/preview",
    operation_id="preview_move",
    summary="See what a move would do",
    response_model=Preview,
    responses=WRITE,
)
async def post_preview(me: Me, job_id: UUID, body: Move) -> Response:
    """The plan with the verdict of each condition, the open items, and where automove would go next. No effect."""
    preview = await preview_move(job_id, body.stage_id, tuple(body.skip_automations), me.uow(), me.context())
    open_ids = {str(item.id) for item in preview.open_items}
    items: list[object] = []
    if open_ids:
        async with me.services.database.reading(me.firm_id) as reading:
            rows = await items_listing.page(
                reading, me.firm_id, {"job_id": job_id}, sort="linked_at", limit=200
            )
        items = [item for item in orjson.loads(rows.data) if item["id"] in open_ids]
    return view_answer(
        {
            "changed": preview.changed,
            "plan": [turn.view() for turn in preview.plan],
            "open_items": items,
            "requirements": [],
            "next_stage_id": preview.next_stage.id if preview.next_stage else None,
        }
    )


@router.post(
    "/{job_id}/move/undo",
    operation_id="undo_move",
    summary="Take a move back within its hold",
    response_model=Undone,
    responses=WRITE,
)
async def post_undo(me: Me, job_id: UUID, body: Nothing | None = None) -> Response:
    """The job returns to its former visit; what the automations made is removed, what was held is never sent."""
    context = me.context()
    return await answer_once(
        me, 200, lambda uow: undo_move(job_id, uow, context), lambda job: {"job": job.view()}
    )


async def _of_job(me: Caller, job_id: UUID, listing: Listing, paging: Paging, sort: str) -> Response:
    """A list of what belongs to a job, if whoever asks sees the job."""
    async with me.services.database.reading(me.firm_id) as reading:
        if await one_job.one(reading, me.firm_id, {"job_id": job_id, **viewer(me.rights)}) is None:
            raise NotFound("job")
    return await list_answer(me, listing, paging, {"job_id": job_id}, sort)


@router.get(
    "/{job_id}/items",
    operation_id="list_job_items",
    summary="What is attached to a job",
    response_model=Page[ItemAnswer],
    responses=READ_ONE,
)
async def get_items(me: Me, job_id: UUID, paging: Annotated[Paging, Query()]) -> Response:
    """Newest first; `in_present_visit` tells those that can hold the job where it is."""
    return await _of_job(me, job_id, items_listing, paging, "-linked_at")


@router.post(
    "/{job_id}/items",
    operation_id="link_job_item",
    summary="Attach a task to a job",
    status_code=201,
    response_model=ItemAnswer,
    responses=WRITE,
)
async def post_item(me: Me, job_id: UUID, body: Link) -> Response:
    """It becomes an action item of the present visit; a completed task counts as resolved."""
    item = await link_task(job_id, body.task_id, me.uow(), me.context())
    async with me.services.database.reading(me.firm_id) as reading:
        row = await items_listing.one(reading, me.firm_id, {"item_id": item.id})
    return json_answer(me.request, row or "null", 201)


@router.delete(
    "/{job_id}/items/{item_id}",
    operation_id="unlink_job_item",
    summary="Detach an item from a job",
    status_code=204,
    responses=WRITE,
)
async def delete_item(me: Me, job_id: UUID, item_id: UUID) -> Response:
    """It stops holding the job."""
    await unlink_item(job_id, item_id, me.uow(), me.context())
    return Response(status_code=204)


@router.get(
    "/{job_id}/visits",
    operation_id="list_job_visits",
    summary="Where a job has been",
    response_model=Page[VisitAnswer],
    responses=READ_ONE,
)
async def get_visits(me: Me, job_id: UUID, paging: Annotated[Paging, Query()]) -> Response:
    """Newest first."""
    return await _of_job(me, job_id, visits_listing, paging, "-entered_at")


@router.get(
    "/{job_id}/history",
    operation_id="list_job_history",
    summary="Every change of a job",
    response_model=Page[HistoryAnswer],
    responses=READ_ONE,
)
async def get_history(me: Me, job_id: UUID, paging: Annotated[Paging, Query()]) -> Response:
    """Newest first: who, when, what, and because of what."""
    return await _of_job(me, job_id, history_listing, paging, "-occurred_at")


@router.get(
    "/{job_id}/runs",
    operation_id="list_job_runs",
    summary="The run log of a job",
    response_model=Page[RunAnswer],
    responses=READ_ONE,
)
async def get_runs(me: Me, job_id: UUID, paging: Annotated[Paging, Query()]) -> Response:
    """Newest first: what ran, what was skipped and why, what failed."""
    return await _of_job(me, job_id, runs_listing, paging, "-created_at")
