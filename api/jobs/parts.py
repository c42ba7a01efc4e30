"""What belongs to a job: items, visits, history, runs."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.answers import json_answer
from api.caller import Caller, Me
from api.documented import READ_ONE, WRITE
from api.idempotency import answer_once
from api.jobs.part_schemas import HistoryAnswer, ItemAnswer, Link, ReplyChange, VisitAnswer
from api.lists import list_answer
from api.paging import Paging
from api.runs.schemas import RunAnswer
from api.schemas import Page
from domain.automations.change_reply import change_reply
from domain.jobs.link_item import Linked, link_job, link_note, link_task, relink_item, unlink_item
from domain.shared.errors import NotFound
from domain.unit_of_work import UnitOfWork
from persistence.automations.runs_reader import runs_listing
from persistence.jobs.parts_reader import history_listing, items_listing, visits_listing
from persistence.jobs.reader import one_job, viewer
from persistence.listing import Listing

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])


async def of_job(
    me: Caller, job_id: UUID, listing: Listing, paging: Paging, sort: str, **more: object
) -> Response:
    """A list of what belongs to a job, if whoever asks sees the job; `more` are filters besides."""
    async with me.services.database.reading(me.firm_id) as reading:
        if await one_job.one(reading, me.firm_id, {"job_id": job_id, **viewer(me.rights)}) is None:
            raise NotFound("job")
    return await list_answer(me, listing, paging, {"job_id": job_id, **more}, sort)


@router.get(
    "/{job_id}/items",
    operation_id="list_job_items",
    summary="What is attached to a job",
    response_model=Page[ItemAnswer],
    responses=READ_ONE,
)
async def get_items(me: Me, job_id: UUID, paging: Annotated[Paging, Query()]) -> Response:
    """Newest first; `in_present_visit` tells those that can hold the job where it is."""
    return await of_job(me, job_id, items_listing, paging, "-linked_at", **viewer(me.rights))


@router.post(
    "/{job_id}/items",
    operation_id="link_job_item",
    summary="Attach a task, another job or a note to a job",
    status_code=201,
    response_model=ItemAnswer,
    responses=WRITE,
)
async def post_item(me: Me, job_id: UUID, body: Link) -> Response:
    """A task becomes an action item of the present visit; a completed one counts as resolved. Other jobs and notes hold
    nothing.
    """
    context = me.context()

    async def work(uow: UnitOfWork) -> Linked:
        if body.task_id is not None:
            return await link_task(job_id, body.task_id, uow, context, scope=body.scope)
        if body.job_id is not None:
            return await link_job(job_id, body.job_id, uow, context, scope=body.scope)
        return await link_note(job_id, body.title or "", body.text, uow, context, scope=body.scope)

    return await answer_once(me, 201, work, _linked_view)


def _linked_view(linked: Linked) -> object:
    item, task = linked.item, linked.task
    return {
        "id": item.id,
        "job_id": item.job_id,
        "visit_id": item.visit_id,
        "type": item.type,
        "task_id": item.task_id,
        "action_item": item.action_item,
        "linked_job_id": item.linked_job_id,
        "title": linked.title,
        "text": item.text,
        "task_status": task.status if task else None,
        "task_due_date": task.due_date if task else None,
        "task_assignee_ids": task.assignee_ids if task else None,
        "in_present_visit": True,
        "linked_at": item.linked_at,
        "linked_by": item.linked_by,
        "resolved_at": item.resolved_at,
        "resolution": item.resolution,
        "reopened_at": item.reopened_at,
        "unlinked_at": item.unlinked_at,
        "run_id": item.run_id,
        "remind_at": item.remind_at,
        "remind_after_days": item.remind_after_days,
        "reminders_left": item.reminders_left,
        "reminders_sent": item.reminders_sent,
    }


@router.patch(
    "/{job_id}/items/{item_id}",
    operation_id="update_job_item",
    summary="Say what became of a reply",
    response_model=ItemAnswer,
    responses=WRITE,
)
async def patch_item(me: Me, job_id: UUID, item_id: UUID, body: ReplyChange) -> Response:
    """Of an e-mail that the job waits for: `answered` resolves it, the job may move on by itself; `reminders_on` switches
    its reminders off, or on again.
    """
    await change_reply(job_id, item_id, me.uow(), me.context(), **body.given())
    async with me.services.database.reading(me.firm_id) as reading:
        row = await items_listing.one(reading, me.firm_id, {"job_id": job_id, "item_id": item_id})
    if row is None:  # somebody detached it meanwhile
        raise NotFound("item")
    return json_answer(me.request, row)


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


@router.post(
    "/{job_id}/items/{item_id}/relink",
    operation_id="relink_job_item",
    summary="Attach a detached item again",
    response_model=ItemAnswer,
    responses=WRITE,
)
async def post_relink(me: Me, job_id: UUID, item_id: UUID) -> Response:
    """It is where it was, as if it had not been detached."""
    context = me.context()
    return await answer_once(me, 200, lambda uow: relink_item(job_id, item_id, uow, context), _linked_view)


@router.get(
    "/{job_id}/visits",
    operation_id="list_job_visits",
    summary="Where a job has been",
    response_model=Page[VisitAnswer],
    responses=READ_ONE,
)
async def get_visits(me: Me, job_id: UUID, paging: Annotated[Paging, Query()]) -> Response:
    """Newest first."""
    return await of_job(me, job_id, visits_listing, paging, "-entered_at")


@router.get(
    "/{job_id}/history",
    operation_id="list_job_history",
    summary="Every change of a job",
    response_model=Page[HistoryAnswer],
    responses=READ_ONE,
)
async def get_history(me: Me, job_id: UUID, paging: Annotated[Paging, Query()]) -> Response:
    """Newest first: who, when, what, and because of what."""
    return await of_job(me, job_id, history_listing, paging, "-occurred_at")


@router.get(
    "/{job_id}/runs",
    operation_id="list_job_runs",
    summary="The run log of a job",
    response_model=Page[RunAnswer],
    responses=READ_ONE,
)
async def get_runs(me: Me, job_id: UUID, paging: Annotated[Paging, Query()]) -> Response:
    """Newest first: what ran, what was skipped and why, what failed."""
    return await of_job(me, job_id, runs_listing, paging, "-created_at")
