"""How the automations of a pipeline fare."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Response

from api.answers import view_answer
from api.caller import Me
from api.documented import READ_ONE
from api.schemas import Answer, Listed
from domain.automations.health import automation_health

router = APIRouter(prefix="/v1/pipelines/{pipeline_id}", tags=["pipelines"])


class LastRun(Answer):
    """The newest run of an automation."""

    id: UUID
    state: str
    at: datetime


class HealthAnswer(Answer):
    """How an automation fares: `succeeded` and `failed` count its runs of the last 30 days, the newest 1,000 at most; one
    that was tried again with success has not failed. `gone` names what it points at that is no longer there.
    """

    automation_id: UUID
    pipeline_id: UUID
    stage_id: UUID | None
    status_id: UUID | None
    does: str
    state: Literal["well", "failing", "points_at_gone", "never_ran", "off"]
    last_run: LastRun | None
    succeeded: int
    failed: int
    gone: list[str]


@router.get(
    "/health",
    operation_id="get_pipeline_health",
    summary="How a pipeline's automations fare",
    response_model=Listed[HealthAnswer],
    responses=READ_ONE,
)
async def get_health(me: Me, pipeline_id: UUID) -> Response:
    """When each ran last, what failed lately, and what it points at that is gone."""
    found = await automation_health(pipeline_id, me.services.catalogue, me.uow(), me.context())
    return view_answer({"data": [one.view() for one in found]})
