"""Events that could not be worked off: parked with their reason, tried again when a person asks."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.caller import Me
from api.documented import WRITE, errors
from api.lists import list_answer
from api.paging import Paging
from api.schemas import Answer, Page
from domain.automations.parked_events import tell_retried
from domain.firms.manage_members import check_manages
from domain.shared.errors import NotFound
from persistence.automations.reader import parked_listing
from persistence.queue import unpark

router = APIRouter(prefix="/v1/parked-events", tags=["runs"])


class ParkedAnswer(Answer):
    """An event whose automations failed eight times for a reason that is not theirs."""

    id: UUID
    type: str
    occurred_at: datetime
    attempts: int
    reason: str
    job_id: UUID | None
    job_name: str | None
    account_name: str | None


class ParkedFilters(Paging):
    """Which of them."""

    job_id: UUID | None = None


@router.get(
    "",
    operation_id="list_parked_events",
    summary="What could not be worked off",
    response_model=Page[ParkedAnswer],
    responses=errors(403),
)
async def list_parked(me: Me, filters: Annotated[ParkedFilters, Query()]) -> Response:
    """Oldest first. For owner and admins. Everything else goes on past a parked event."""
    check_manages(me.context())
    return await list_answer(me, parked_listing, filters, {"job_id": filters.job_id}, "occurred_at")


@router.post(
    "/{event_id}/retry",
    operation_id="retry_parked_event",
    summary="Try a parked event again",
    status_code=204,
    responses=WRITE,
)
async def post_retry(me: Me, event_id: UUID) -> Response:
    """It is worked off with new attempts, and parked again if it still fails. For owner and admins."""
    check_manages(me.context())
    async with me.uow() as uow:
        event = await unpark(uow.transaction, me.firm_id, event_id)
        if event is None:
            raise NotFound("parked_event")
        if event["job_id"] is not None:
            await tell_retried(event_id, event["type"], event["job_id"], uow, me.context())
        await uow.commit()
    return Response(status_code=204)
