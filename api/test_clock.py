"""A demo's clock can be put forward, to see what time brings: schedules, reminders, timed automations."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field

from api.answers import view_answer
from api.caller import Me
from api.documented import WRITE
from api.schemas import Answer, Body, Instant, Whole
from domain.firms.advance_test_clock import advance_test_clock

router = APIRouter(tags=["firm"])


class Advance(Body):
    """By how much."""

    days: Annotated[Whole, Field(ge=0, le=400)] = 0
    hours: Annotated[Whole, Field(ge=0, le=23)] = 0


class Advanced(Answer):
    """What time it is for the firm now."""

    now: Instant


@router.post(
    "/v1/test-clock/advance",
    operation_id="advance_test_clock",
    summary="Put a demo's clock forward",
    response_model=Advanced,
    responses=WRITE,
)
async def post_advance(me: Me, body: Advance) -> Response:
    """Only in a demo. What has come due meanwhile happens within a second or two; the clock never goes back."""
    now = await advance_test_clock(body.days, body.hours, me.uow(), me.context())
    me.services.sessions.clear()
    return view_answer({"now": now})
