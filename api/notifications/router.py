"""What the member is told."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field

from api.answers import view_answer
from api.caller import Me
from api.documented import READ, WRITE
from api.lists import list_answer
from api.paging import Paging
from api.schemas import Answer, Body, Entity, Flag, Page
from domain.notifications.read_notifications import read_notifications
from persistence.notifications.reader import notifications_listing

router = APIRouter(prefix="/v1/notifications", tags=["notifications"])


class NotificationAnswer(Entity):
    """A sentence for the member, about a job if it is about one."""

    member_id: UUID
    text: str
    job_id: UUID | None
    job_name: str | None = None
    account_name: str | None = None
    read_at: datetime | None


class NotificationFilters(Paging):
    """Which notifications."""

    unread: bool | None = None


class Seen(Body):
    """Which ones were read; all of them without `ids`."""

    ids: Annotated[list[UUID], Field(max_length=200)] | None = None
    all: Flag = False


class Marked(Answer):
    """How many were not read before."""

    marked: int


@router.get(
    "",
    operation_id="list_notifications",
    summary="One's own notifications",
    response_model=Page[NotificationAnswer],
    responses=READ,
)
async def list_notifications(me: Me, filters: Annotated[NotificationFilters, Query()]) -> Response:
    """Newest first."""
    wanted = {**filters.model_dump(), "member_id": me.principal.member_id}
    return await list_answer(me, notifications_listing, filters, wanted, "-created_at")


@router.post(
    "/read",
    operation_id="read_notifications",
    summary="Mark notifications as read",
    response_model=Marked,
    responses=WRITE,
)
async def post_read(me: Me, body: Seen) -> Response:
    """One's own: those with the `ids`, or `all`."""
    marked = await read_notifications(None if body.all else (body.ids or []), me.uow(), me.context())
    return view_answer({"marked": marked})
