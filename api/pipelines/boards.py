"""Boards, revisions, and the menu of actions."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.answers import json_answer, view_answer
from api.caller import Me
from api.documented import READ, READ_ONE
from api.lists import list_answer
from api.paging import Paging
from api.pipelines.actions import catalogue
from api.pipelines.answers import ActionAnswer, Board, RevisionAnswer
from api.schemas import Listed, Page
from domain.shared.errors import NotFound
from persistence.jobs.reader import viewer
from persistence.pipelines.board import board_snapshot, board_version
from persistence.pipelines.reader import pipelines_listing, revisions_listing

router = APIRouter(prefix="/v1/pipelines", tags=["pipelines"])
menu = APIRouter(tags=["pipelines"])


@router.get(
    "/{pipeline_id}/revisions",
    operation_id="list_pipeline_revisions",
    summary="What a pipeline was after each save",
    response_model=Page[RevisionAnswer],
    responses=READ_ONE,
)
async def get_revisions(me: Me, pipeline_id: UUID, paging: Annotated[Paging, Query()]) -> Response:
    """Newest first: who, when, what changed."""
    async with me.services.database.reading(me.firm_id) as reading:
        wanted = {"pipeline_id": pipeline_id, **viewer(me.rights)}
        if await pipelines_listing.one(reading, me.firm_id, wanted) is None:
            raise NotFound("pipeline")
    return await list_answer(me, revisions_listing, paging, {"pipeline_id": pipeline_id}, "-revision")


@router.get(
    "/{pipeline_id}/board",
    operation_id="get_board",
    summary="All open cards of a pipeline in one columnar snapshot",
    response_model=Board,
    responses={**READ_ONE, 304: {"description": "The board has not changed."}},
)
async def get_board(me: Me, pipeline_id: UUID) -> Response:
    """`board_version` is the ETag: with If-None-Match an unchanged board is answered 304."""
    rights = me.rights
    everything = rights.everything
    only = None if rights.may("view_all_accounts") else rights.member_id
    async with me.services.database.reading(me.firm_id) as reading:
        version = await board_version(
            reading, me.firm_id, pipeline_id, rights.member_id, everything=everything
        )
        if version is None:
            raise NotFound("pipeline")
        headers = {"ETag": f'"{version}"', "Cache-Control": "private, no-cache"}
        if me.request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        snapshot = await board_snapshot(reading, me.firm_id, pipeline_id, version, only)
    return json_answer(me.request, snapshot, headers=headers)


@menu.get(
    "/v1/automation-actions",
    operation_id="list_automation_actions",
    summary="The catalogue of actions",
    response_model=Listed[ActionAnswer],
    responses=READ,
)
async def list_actions(me: Me) -> Response:
    """What an automation can do, with the JSON Schema of each one's settings."""
    return view_answer(catalogue())
