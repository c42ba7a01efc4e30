"""Stages and their automations."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.answers import entity_answer, view_answer
from api.caller import Me
from api.documented import READ_ONE, WRITE
from api.idempotency import answer_once
from api.jobs.schemas import JobAnswer
from api.lists import list_answer
from api.paging import Paging
from api.pipelines.answers import AutomationAnswer, PipelineAnswer, StageAnswer
from api.pipelines.reading import Reading, read_requirements, read_wip_limit
from api.pipelines.schemas import AutomationList, NewStage, StageChange
from api.schemas import Listed, Page
from domain.jobs.remove_stage import remove_stage
from domain.pipelines.edit_stages import add_stage, update_stage
from domain.pipelines.set_automations import set_stage_automations
from domain.shared.errors import NotFound
from persistence.jobs.reader import jobs_listing, viewer
from persistence.pipelines.reader import stages_listing

router = APIRouter(tags=["pipelines"])


async def _stage_row(me: Me, stage_id: UUID) -> str:
    async with me.services.database.reading(me.firm_id) as reading:
        row = await stages_listing.one(reading, me.firm_id, {"stage_id": stage_id, **viewer(me.rights)})
    if row is None:
        raise NotFound("stage")
    return row


@router.post(
    "/v1/pipelines/{pipeline_id}/stages",
    operation_id="add_stage",
    summary="Add a stage",
    status_code=201,
    response_model=StageAnswer,
    responses=WRITE,
)
async def post_stage(me: Me, pipeline_id: UUID, body: NewStage) -> Response:
    """At `position`, or at the end."""
    spec = (await Reading.of(me)).stage(body, "")
    context = me.context()
    return await answer_once(
        me,
        201,
        lambda uow: add_stage(pipeline_id, spec, body.position, me.services.catalogue, uow, context),
        lambda added: {**added.stage.view(), "automations": [a.view() for a in added.automations]},
    )


@router.get(
    "/v1/stages/{stage_id}",
    operation_id="get_stage",
    summary="One stage",
    response_model=StageAnswer,
    responses=READ_ONE,
)
async def get_stage(me: Me, stage_id: UUID) -> Response:
    """With its automations."""
    return Response(await _stage_row(me, stage_id), media_type="application/json")


@router.patch(
    "/v1/stages/{stage_id}",
    operation_id="update_stage",
    summary="Change a stage",
    response_model=StageAnswer,
    responses=WRITE,
)
async def patch_stage(me: Me, stage_id: UUID, body: StageChange) -> Response:
    """Only what is sent is changed. If-Match takes the pipeline's version."""
    values: dict[str, Any] = body.given()
    if "conditions" in values:
        values["conditions"] = list((await Reading.of(me)).conditions.read(body.conditions, "/conditions"))
    if "limit" in values:
        del values["limit"]
        values["limit_amount"] = body.limit.amount if body.limit else None
        values["limit_unit"] = body.limit.unit if body.limit else "days"
    if "requirements" in values:
        values["requirements"] = list(read_requirements(body.requirements))
    if "wip_limit" in values:
        values["wip_limit"] = read_wip_limit(body.wip_limit)
    await update_stage(
        stage_id, values, me.uow(), me.context(), expected_version=me.expected_version("pipeline")
    )
    return Response(await _stage_row(me, stage_id), media_type="application/json")


@router.delete(
    "/v1/stages/{stage_id}",
    operation_id="remove_stage",
    summary="Remove a stage; its jobs go to another",
    response_model=PipelineAnswer,
    responses=WRITE,
)
async def delete_stage(me: Me, stage_id: UUID, jobs_to: Annotated[UUID | None, Query()] = None) -> Response:
    """Without `jobs_to` a stage that holds jobs is refused. No job is ever deleted."""
    pipeline = await remove_stage(stage_id, jobs_to, me.uow(), me.context())
    return entity_answer(pipeline.view())


@router.get(
    "/v1/stages/{stage_id}/automations",
    operation_id="list_stage_automations",
    summary="The automations of a stage",
    response_model=Listed[AutomationAnswer],
    responses=READ_ONE,
)
async def get_automations(me: Me, stage_id: UUID) -> Response:
    """In the order of their turns."""
    async with me.uow() as uow:
        pipeline = await uow.pipelines.of_stage(stage_id)
    if not me.rights.sees_pipeline(pipeline.visible_to):
        raise NotFound("stage")
    return view_answer({"data": [automation.view() for automation in pipeline.automations_of(stage_id)]})


@router.put(
    "/v1/stages/{stage_id}/automations",
    operation_id="set_stage_automations",
    summary="Set the ordered list of automations",
    response_model=Listed[AutomationAnswer],
    responses=WRITE,
)
async def put_automations(me: Me, stage_id: UUID, body: AutomationList) -> Response:
    """Those that are not named are removed. Jobs that stand in the stage do not fire again."""
    specs = (await Reading.of(me)).automations(body.automations, "/automations")
    pipeline = await set_stage_automations(stage_id, specs, me.services.catalogue, me.uow(), me.context())
    return view_answer({"data": [automation.view() for automation in pipeline.automations_of(stage_id)]})


@router.get(
    "/v1/stages/{stage_id}/jobs",
    operation_id="list_stage_jobs",
    summary="The jobs that stand in a stage",
    response_model=Page[JobAnswer],
    responses=READ_ONE,
)
async def get_jobs(me: Me, stage_id: UUID, paging: Annotated[Paging, Query()]) -> Response:
    """Newest first."""
    await _stage_row(me, stage_id)
    wanted = {"stage_id": stage_id, **viewer(me.rights)}
    return await list_answer(me, jobs_listing(), paging, wanted, "-created_at")
