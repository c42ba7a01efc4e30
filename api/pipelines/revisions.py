"""The revisions of a pipeline: look, compare, restore."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response

from api.answers import json_answer, view_answer
from api.caller import Me
from api.documented import READ_ONE, WRITE
from api.idempotency import answer_once
from api.lists import list_answer
from api.paging import Paging
from api.pipelines.answers import ComparisonAnswer, RestoredAnswer, RevisionAnswer, WholeRevisionAnswer
from api.pipelines.schemas import RestoreBody
from api.schemas import Page
from domain.jobs.restore_revision import Restored, RestoreRevision, restore_revision
from domain.pipelines.compare_revisions import compare_revisions
from domain.shared.errors import NotFound
from persistence.jobs.reader import viewer
from persistence.pipelines.reader import pipelines_listing, revisions_listing, whole_revisions_listing

router = APIRouter(prefix="/v1/pipelines/{pipeline_id}/revisions", tags=["pipelines"])
_LAST = 2_147_483_647
Number = Annotated[int, Path(ge=1, le=_LAST)]


async def _check_seen(me: Me, pipeline_id: UUID) -> None:
    async with me.services.database.reading(me.firm_id) as reading:
        wanted = {"pipeline_id": pipeline_id, **viewer(me.rights)}
        if await pipelines_listing.one(reading, me.firm_id, wanted) is None:
            raise NotFound("pipeline")


@router.get(
    "",
    operation_id="list_pipeline_revisions",
    summary="The saves of a pipeline",
    response_model=Page[RevisionAnswer],
    responses=READ_ONE,
)
async def get_revisions(me: Me, pipeline_id: UUID, paging: Annotated[Paging, Query()]) -> Response:
    """Newest first: who, when, what changed."""
    await _check_seen(me, pipeline_id)
    return await list_answer(me, revisions_listing, paging, {"pipeline_id": pipeline_id}, "-revision")


@router.get(
    "/{number}",
    operation_id="get_pipeline_revision",
    summary="What a pipeline was after one save",
    response_model=WholeRevisionAnswer,
    responses=READ_ONE,
)
async def get_revision(me: Me, pipeline_id: UUID, number: Number) -> Response:
    """With stages, statuses and automations as they were."""
    await _check_seen(me, pipeline_id)
    async with me.services.database.reading(me.firm_id) as reading:
        wanted = {"pipeline_id": pipeline_id, "number": number}
        row = await whole_revisions_listing.one(reading, me.firm_id, wanted)
    if row is None:
        raise NotFound("revision")
    return json_answer(me.request, row)


@router.get(
    "/{number}/compare",
    operation_id="compare_pipeline_revisions",
    summary="What changed from one revision to another",
    response_model=ComparisonAnswer,
    responses=READ_ONE,
)
async def get_comparison(
    me: Me, pipeline_id: UUID, number: Number, to: Annotated[int | None, Query(ge=1, le=_LAST)] = None
) -> Response:
    """In words and as data; without `to`, up to the present."""
    compared = await compare_revisions(pipeline_id, number, to, me.services.catalogue, me.uow(), me.context())
    return view_answer(compared.view())


@router.post(
    "/{number}/restore",
    operation_id="restore_pipeline_revision",
    summary="Make a pipeline again what it was",
    response_model=RestoredAnswer,
    responses=WRITE,
)
async def post_restore(me: Me, pipeline_id: UUID, number: Number, body: RestoreBody) -> Response:
    """A save like any other, and a new revision. Stages come back with their ids; those that the revision does not have
    are removed, their jobs go where `jobs_to` says. No job fires anything.
    """
    command = RestoreRevision(
        pipeline_id=pipeline_id,
        number=number,
        jobs_to=body.jobs_to,
        expected_version=me.expected_version("pipeline"),
    )
    context = me.context()
    return await answer_once(
        me, 200, lambda uow: restore_revision(command, me.services.catalogue, uow, context), Restored.view
    )
