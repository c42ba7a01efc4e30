"""What happened: the feed, the types of events, and the live stream."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import Field

from api.answers import json_answer, view_answer
from api.caller import Caller, Me
from api.documented import READ
from api.events.event_types import event_types, is_known
from api.events.visible import Visible
from api.schemas import Answer, Body, Listed, Page, Who
from domain.shared.errors import Fault, Invalid
from persistence.feed import FeedRow, end_of_feed, events_after, parse_cursor

router = APIRouter(tags=["events"])
_HEARTBEAT_SECONDS = 15
_REPLAYED_AT_MOST = 5_000


class EventAnswer(Answer):
    """One fact. `sequence` rises by one with each fact of the same object."""

    id: UUID
    type: str
    api_version: str
    occurred_at: datetime
    firm_id: UUID
    sequence: int
    actor: Who
    cause: dict[str, Any]
    data: dict[str, Any]
    previous_attributes: dict[str, Any]


class EventTypeAnswer(Answer):
    """A kind of fact: the JSON Schema of the events of this type, and one of them as a sample."""

    type: str
    description: str
    json_schema: Annotated[dict[str, Any], Field(alias="schema")]
    sample: dict[str, Any]


class FeedFilters(Body):
    """Which events: those after the cursor `after`, of the type (`job.*` for all of jobs)."""

    after: Annotated[str, Field(max_length=60)] | None = None
    type: Annotated[str, Field(max_length=60, pattern=r"^[a-z_]+(\.[a-z_]+|\.\*)?$")] | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


def _place(cursor: str | None) -> tuple[str, int]:
    place = parse_cursor(cursor) if cursor else ("0", 0)
    if place is None:
        raise Invalid([Fault("after", "cursor_invalid", "This cursor is not one of ours.")])
    return place


@router.get(
    "/v1/events",
    operation_id="list_events",
    summary="The feed",
    response_model=Page[EventAnswer],
    responses=READ,
)
async def list_events(me: Me, filters: Annotated[FeedFilters, Query()]) -> Response:
    """Oldest first. Ask again with `next_cursor` as `after`: nothing is missed, nothing comes twice."""
    place = _place(filters.after)
    if filters.type and not is_known(filters.type):
        raise Invalid([Fault("type", "unknown_event_type", f"There is no type of event “{filters.type}”.")])
    like = filters.type.replace("*", "%").replace("_", r"\_") if filters.type else None
    async with me.services.database.reading(me.firm_id) as reading:
        rows = await events_after(reading, me.firm_id, place, limit=filters.limit + 1, type_like=like)
        if not rows and _ahead(place, await end_of_feed(reading, me.firm_id)):
            raise Invalid(
                [
                    Fault(
                        "after",
                        "cursor_invalid",
                        "This cursor is ahead of the feed: of another server, or from before a restore.",
                    )
                ]
            )
        page = rows[: filters.limit]
        visible = await Visible.of(reading, me.firm_id, page, [me])
    data = ",".join(row.envelope for row in page if visible.to(row, me.rights))
    cursor = f'"{page[-1].cursor}"' if page else "null" if filters.after is None else f'"{filters.after}"'
    more = "true" if len(rows) > filters.limit else "false"
    return json_answer(me.request, f'{{"data":[{data}],"next_cursor":{cursor},"has_more":{more}}}')


@router.get(
    "/v1/event-types",
    operation_id="list_event_types",
    summary="The types of events",
    response_model=Listed[EventTypeAnswer],
    responses=READ,
)
async def list_event_types(me: Me) -> Response:
    """Every kind of fact that the feed tells."""
    return view_answer({"data": event_types()})


@router.get(
    "/v1/stream",
    operation_id="stream_events",
    summary="The live stream",
    response_class=StreamingResponse,
    responses={
        **READ,
        200: {
            "description": "Server-sent events.",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        },
    },
)
async def stream(me: Me, after: Annotated[str | None, Query(max_length=60)] = None) -> StreamingResponse:
    """Server-sent events: `hello` with the cursor, then each event under its type. Resumes by Last-Event-ID or `after`.

    `board.left` says that a job left a board for a place that the reader does not see; `reset` that the reader has
    missed too much and must load anew.
    """
    wanted = me.request.headers.get("last-event-id") or after
    place = _place(wanted) if wanted else None
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_told(me, place), media_type="text/event-stream", headers=headers)


async def _told(me: Caller, place: tuple[str, int] | None) -> AsyncIterator[str]:
    async with me.services.stream.watch(me.firm_id, me.rights) as (watcher, cursor):
        yield f'retry: 1000\nevent: hello\nid: {cursor}\ndata: {{"cursor":"{cursor}"}}\n\n'
        told = parse_cursor(cursor) or ("0", 0)
        if place is not None:
            missed = None if _ahead(place, cursor) else await _missed(me, place)
            if missed is None:
                yield "event: reset\ndata: {}\n\n"
                return
            for row in missed:
                yield _shown(row)
                told = parse_cursor(row.cursor) or told
        while not watcher.lost:
            try:
                next_row = await asyncio.wait_for(watcher.queue.get(), _HEARTBEAT_SECONDS)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            if next_row is None:
                return
            now = parse_cursor(next_row.cursor) or told
            if (int(now[0]), now[1]) > (int(told[0]), told[1]):
                told = now
                yield _shown(next_row)
        yield "event: reset\ndata: {}\n\n"


def _ahead(place: tuple[str, int], end: str) -> bool:
    """Whether a reader has seen more than there is: they read another feed, before a restore."""
    last = parse_cursor(end) or ("0", 0)
    return (int(place[0]), place[1]) > (int(last[0]), last[1])


async def _missed(me: Caller, place: tuple[str, int]) -> list[FeedRow] | None:
    """What the reader has missed since `place`; None when that is too much."""
    async with me.services.database.reading(me.firm_id) as reading:
        rows = await events_after(reading, me.firm_id, place, limit=_REPLAYED_AT_MOST + 1)
        if len(rows) > _REPLAYED_AT_MOST:
            return None
        visible = await Visible.of(reading, me.firm_id, rows, [me])
    return [told for row in rows if (told := visible.told(row, me.rights)) is not None]


def _shown(row: FeedRow) -> str:
    return f"id: {row.cursor}\nevent: {row.type}\ndata: {row.envelope}\n\n"
