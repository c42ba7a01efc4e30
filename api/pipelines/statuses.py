"""Custom job statuses and their automations."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from api.answers import entity_answer, view_answer
from api.caller import Me
from api.documented import READ_ONE, WRITE
from api.idempotency import answer_once
from api.pipelines.answers import AutomationAnswer, PipelineAnswer, StatusAnswer
from api.pipelines.reading import Reading
from api.pipelines.schemas import AutomationList, StatusBody, StatusChangeBody
from api.schemas import Listed
from domain.jobs.remove_status import remove_status
from domain.pipelines.edit_statuses import add_status, update_status
from domain.pipelines.set_automations import set_status_automations
from domain.shared.errors import NotFound
from persistence.jobs.reader import viewer
from persistence.pipelines.reader import statuses_listing

router = APIRouter(tags=["pipelines"])


async def _one(me: Me, status_id: UUID) -> Response:
    async with me.services.database.reading(me.firm_id) as reading:
        wanted = {"status_id": status_id, **viewer(me.rights)}
        row = await statuses_listing.one(reading, me.firm_id, wanted)
    if row is None:
        raise NotFound("status")
    return Response(row, media_type="application/json")


@router.post(
    "/v1/pipelines/{pipeline_id}/statuses",
    operation_id="add_custom_status",
    summary="Add a custom job status",
    status_code=201,
    response_model=StatusAnswer,
    responses=WRITE,
)
async def post_status(me: Me, pipeline_id: UUID, body: StatusBody) -> Response:
    """While a job has it, automove of its stage is suspended."""
    spec = (await Reading.of(me)).status(body, "")
    context = me.context()
    return await answer_once(
        me,
        201,
        lambda uow: add_status(pipeline_id, spec, me.services.catalogue, uow, context),
        lambda added: {**added.status.view(), "automations": [a.view() for a in added.automations]},
    )


@router.get(
    "/v1/statuses/{status_id}",
    operation_id="get_custom_status",
    summary="One custom job status",
    response_model=StatusAnswer,
    responses=READ_ONE,
)
async def get_status(me: Me, status_id: UUID) -> Response:
    """With its automations."""
    return await _one(me, status_id)


@router.patch(
    "/v1/statuses/{status_id}",
    operation_id="update_custom_status",
    summary="Change a custom job status",
    response_model=StatusAnswer,
    responses=WRITE,
)
async def patch_status(me: Me, status_id: UUID, body: StatusChangeBody) -> Response:
    """Only what is sent is changed."""
    values: dict[str, Any] = body.given()
    await update_status(status_id, values, me.uow(), me.context())
    return await _one(me, status_id)


@router.delete(
    "/v1/statuses/{status_id}",
    operation_id="remove_custom_status",
    summary="Remove a custom job status",
    response_model=PipelineAnswer,
    responses=WRITE,
)
async def delete_status(me: Me, status_id: UUID) -> Response:
    """The jobs that have it are active again."""
    pipeline = await remove_status(status_id, me.uow(), me.context())
    return entity_answer(pipeline.view())


@router.put(
    "/v1/statuses/{status_id}/automations",
    operation_id="set_custom_status_automations",
    summary="Set the ordered list of a status's automations",
    response_model=Listed[AutomationAnswer],
    responses=WRITE,
)
async def put_automations(me: Me, status_id: UUID, body: AutomationList) -> Response:
    """Those that are not named are removed. Jobs that have the status do not fire again."""
    specs = (await Reading.of(me)).automations(body.automations, "/automations")
    pipeline = await set_status_automations(status_id, specs, me.services.catalogue, me.uow(), me.context())
    return view_answer({"data": [automation.view() for automation in pipeline.automations_of(status_id)]})
