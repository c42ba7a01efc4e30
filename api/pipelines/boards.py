"""Boards, and the menu of actions."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.answers import json_answer, view_answer
from api.caller import Me
from api.documented import READ, READ_ONE
from api.pipelines.actions import catalogue
from api.pipelines.answers import ActionAnswer, Board
from api.schemas import Listed
from domain.shared.errors import NotFound
from persistence.pipelines.board import board_snapshot, board_version

router = APIRouter(prefix="/v1/pipelines", tags=["pipelines"])
menu = APIRouter(tags=["pipelines"])


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
