"""The dates of a schedule: what comes, what became of them, which are left out."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.answers import view_answer
from api.caller import Me
from api.documented import READ_ONE, WRITE
from api.idempotency import answer_once
from api.lists import list_answer
from api.recurrences.router import get_recurrence
from api.recurrences.schemas import OccurrenceAnswer, OccurrenceFilters, RecurrenceAnswer, Skip, Upcoming
from api.schemas import Listed, Page
from domain.recurrences.fire_recurrences import retry_occurrence
from domain.recurrences.model import Occurrence, Recurrence
from domain.recurrences.pause_recurrence import pause_recurrence, skip_date
from domain.recurrences.preview import preview
from persistence.recurrences.reader import occurrences_listing

router = APIRouter(prefix="/v1/recurrences/{recurrence_id}", tags=["recurrences"])


@router.get(
    "/preview",
    operation_id="preview_recurrence",
    summary="The next 12 occurrences",
    response_model=Listed[Upcoming],
    responses=READ_ONE,
)
async def get_preview(me: Me, recurrence_id: UUID) -> Response:
    """With dates and names; skipped ones too."""
    await get_recurrence(me, recurrence_id)  # who may not see it gets the same 404
    async with me.uow() as uow:
        coming = await preview(await uow.recurrences.get(recurrence_id), uow, me.context())
    return view_answer({"data": [one.view() for one in coming]})


@router.get(
    "/occurrences",
    operation_id="list_occurrences",
    summary="What became of each date",
    response_model=Page[OccurrenceAnswer],
    responses=READ_ONE,
)
async def get_occurrences(
    me: Me, recurrence_id: UUID, filters: Annotated[OccurrenceFilters, Query()]
) -> Response:
    """Newest first."""
    await get_recurrence(me, recurrence_id)
    wanted = {**filters.model_dump(), "recurrence_id": recurrence_id}
    return await list_answer(me, occurrences_listing, filters, wanted, "-date")


@router.post(
    "/pause",
    operation_id="pause_recurrence",
    summary="Let a recurrence rest",
    response_model=RecurrenceAnswer,
    responses=WRITE,
)
async def post_pause(me: Me, recurrence_id: UUID) -> Response:
    """What it misses while it rests is not made."""
    context = me.context()
    return await answer_once(
        me, 200, lambda uow: pause_recurrence(recurrence_id, uow, context, paused=True), Recurrence.view
    )


@router.post(
    "/resume",
    operation_id="resume_recurrence",
    summary="Let a recurrence go on",
    response_model=RecurrenceAnswer,
    responses=WRITE,
)
async def post_resume(me: Me, recurrence_id: UUID) -> Response:
    """From now on."""
    context = me.context()
    return await answer_once(
        me, 200, lambda uow: pause_recurrence(recurrence_id, uow, context, paused=False), Recurrence.view
    )


@router.post(
    "/skip",
    operation_id="skip_occurrence",
    summary="Leave one occurrence out",
    response_model=RecurrenceAnswer,
    responses=WRITE,
)
async def post_skip(me: Me, recurrence_id: UUID, body: Skip) -> Response:
    """One of the coming dates."""
    context = me.context()
    return await answer_once(
        me, 200, lambda uow: skip_date(recurrence_id, body.date, uow, context, skipped=True), Recurrence.view
    )


@router.post(
    "/unskip",
    operation_id="unskip_occurrence",
    summary="Take a skip back",
    response_model=RecurrenceAnswer,
    responses=WRITE,
)
async def post_unskip(me: Me, recurrence_id: UUID, body: Skip) -> Response:
    """The occurrence is made after all."""
    context = me.context()
    return await answer_once(
        me, 200, lambda uow: skip_date(recurrence_id, body.date, uow, context, skipped=False), Recurrence.view
    )


@router.post(
    "/occurrences/{day}/retry",
    operation_id="retry_occurrence",
    summary="Try a failed occurrence again",
    response_model=OccurrenceAnswer,
    responses=WRITE,
)
async def post_retry(me: Me, recurrence_id: UUID, day: date) -> Response:
    """When what stood in its way was put right."""
    context = me.context()
    return await answer_once(me, 200, lambda uow: retry_occurrence(recurrence_id, day, uow, context), _shown)


def _shown(occurrence: Occurrence) -> dict[str, object]:
    return {
        "id": occurrence.id,
        "recurrence_id": occurrence.recurrence_id,
        "date": occurrence.date,
        "state": occurrence.state,
        "at": occurrence.at,
        "job_id": occurrence.job_id,
        "reason": occurrence.reason,
    }
