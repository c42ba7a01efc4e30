"""Schedules that create jobs."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.answers import entity_answer, view_answer
from api.caller import Me
from api.documented import READ, READ_ONE, WRITE
from api.idempotency import answer_once
from api.lists import list_answer, single_answer
from api.recurrences.schemas import (
    NewRecurrences,
    RecurrenceAnswer,
    RecurrenceChange,
    RecurrenceFilters,
    Schedule,
    Upcoming,
)
from api.schemas import Listed, Page
from domain.recurrences.model import JobTemplate
from domain.recurrences.pause_recurrence import delete_recurrence
from domain.recurrences.preview import preview
from domain.recurrences.save_recurrence import (
    CreateRecurrences,
    create_recurrences,
    drafted,
    update_recurrence,
)
from persistence.jobs.reader import viewer
from persistence.recurrences.reader import recurrences_listing

router = APIRouter(prefix="/v1/recurrences", tags=["recurrences"])
# A path of its own: beside the others it could be taken for a recurrence with this id.
drafts = APIRouter(prefix="/v1/recurrence-preview", tags=["recurrences"])


def _values(body: Schedule | RecurrenceChange, given: dict[str, Any]) -> dict[str, object]:
    """The fields of a recurrence from those of a body."""
    values: dict[str, object] = {
        name: value for name, value in given.items() if name not in ("at", "template")
    }
    if "at" in given:
        hours, _, minutes = body.at.partition(":")
        values["at_minute"] = int(hours) * 60 + int(minutes)
    if "template" in given:
        values["template"] = JobTemplate.from_view(body.template.model_dump())
    return values


def _command(body: NewRecurrences) -> CreateRecurrences:
    values = _values(body, body.model_dump())
    accounts = tuple(body.account_ids or ([body.account_id] if body.account_id else ()))
    return CreateRecurrences(pipeline_id=body.pipeline_id, account_ids=accounts, values=values)


@router.get(
    "",
    operation_id="list_recurrences",
    summary="List recurrences",
    response_model=Page[RecurrenceAnswer],
    responses=READ,
)
async def list_recurrences(me: Me, filters: Annotated[RecurrenceFilters, Query()]) -> Response:
    """Those of accounts and pipelines that the caller sees."""
    wanted = {**filters.model_dump(), **viewer(me.rights)}
    return await list_answer(me, recurrences_listing, filters, wanted, filters.sort)


@router.post(
    "",
    operation_id="create_recurrences",
    summary="Create recurrences, one per account",
    status_code=201,
    response_model=Listed[RecurrenceAnswer],
    responses=WRITE,
)
async def post_recurrences(me: Me, body: NewRecurrences) -> Response:
    """All or none. Dates before today are not made up for."""
    command, context = _command(body), me.context()
    return await answer_once(
        me,
        201,
        lambda uow: create_recurrences(command, uow, context),
        lambda made: {"data": [one.view() for one in made]},
    )


@drafts.post(
    "",
    operation_id="preview_new_recurrence",
    summary="See what a schedule would make",
    response_model=Listed[Upcoming],
    responses=WRITE,
)
async def post_preview(me: Me, body: NewRecurrences) -> Response:
    """The next 12 dates with names, for the first account; nothing is stored."""
    context = me.context()
    async with me.uow() as uow:
        recurrence = await drafted(_command(body), uow, context)
        coming = await preview(recurrence, uow, context)
    return view_answer({"data": [one.view() for one in coming]})


@router.get(
    "/{recurrence_id}",
    operation_id="get_recurrence",
    summary="One recurrence",
    response_model=RecurrenceAnswer,
    responses=READ_ONE,
)
async def get_recurrence(me: Me, recurrence_id: UUID) -> Response:
    """With its next date."""
    wanted = {"recurrence_id": recurrence_id, **viewer(me.rights)}
    return await single_answer(me, recurrences_listing, wanted, "recurrence")


@router.patch(
    "/{recurrence_id}",
    operation_id="update_recurrence",
    summary="Change a recurrence from now on",
    response_model=RecurrenceAnswer,
    responses=WRITE,
)
async def patch_recurrence(me: Me, recurrence_id: UUID, body: RecurrenceChange) -> Response:
    """For all occurrences to come; the jobs that were made stay as they are."""
    values, version = _values(body, body.given()), me.expected_version("recurrence")
    changed = await update_recurrence(recurrence_id, values, me.uow(), me.context(), expected_version=version)
    return entity_answer(changed.view())


@router.delete(
    "/{recurrence_id}",
    operation_id="delete_recurrence",
    summary="End a recurrence for good",
    status_code=204,
    responses=WRITE,
)
async def remove_recurrence(me: Me, recurrence_id: UUID) -> Response:
    """Its jobs stay."""
    await delete_recurrence(recurrence_id, me.uow(), me.context())
    return Response(status_code=204)
