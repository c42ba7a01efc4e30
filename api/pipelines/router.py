"""Pipelines and their boards."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.answers import entity_answer
from api.caller import Me
from api.documented import READ, READ_ONE, WRITE
from api.idempotency import answer_once
from api.lists import list_answer, single_answer
from api.pipelines.answers import PipelineAnswer
from api.pipelines.reading import Reading
from api.pipelines.schemas import NewPipeline, PipelineChange, PipelineFilters, StageOrder
from api.schemas import Page
from domain.pipelines.create_pipeline import CreatePipeline, create_pipeline
from domain.pipelines.edit_pipeline import (
    copy_pipeline,
    delete_pipeline,
    set_pipeline_status,
    update_pipeline,
)
from domain.pipelines.edit_stages import reorder_stages
from domain.pipelines.model import Pipeline, PipelineStatus
from persistence.jobs.reader import viewer
from persistence.pipelines.reader import pipelines_listing

router = APIRouter(prefix="/v1/pipelines", tags=["pipelines"])


@router.get(
    "",
    operation_id="list_pipelines",
    summary="List pipelines",
    response_model=Page[PipelineAnswer],
    responses=READ,
)
async def list_pipelines(me: Me, filters: Annotated[PipelineFilters, Query()]) -> Response:
    """Those that the caller may see."""
    wanted = {**filters.model_dump(), **viewer(me.rights)}
    return await list_answer(me, pipelines_listing, filters, wanted, filters.sort)


@router.post(
    "",
    operation_id="create_pipeline",
    summary="Create a pipeline with its stages and automations",
    status_code=201,
    response_model=PipelineAnswer,
    responses=WRITE,
)
async def post_pipeline(me: Me, body: NewPipeline) -> Response:
    """An automation that moves the job names the stage by its name, as it has no id yet."""
    reading = await Reading.of(me)
    command = CreatePipeline(
        name=body.name,
        stages=reading.stages(body.stages, "/stages"),
        statuses=tuple(reading.status(one, f"/statuses/{n}") for n, one in enumerate(body.statuses)),
        settings=body.settings.model_dump(mode="json"),
        visible_to=None if body.visible_to is None else tuple(body.visible_to),
    )
    context = me.context()
    return await answer_once(
        me, 201, lambda uow: create_pipeline(command, me.services.catalogue, uow, context), Pipeline.view
    )


@router.get(
    "/{pipeline_id}",
    operation_id="get_pipeline",
    summary="One pipeline",
    response_model=PipelineAnswer,
    responses=READ_ONE,
)
async def get_pipeline(me: Me, pipeline_id: UUID) -> Response:
    """With stages, automations and how many jobs stand where."""
    wanted = {"pipeline_id": pipeline_id, **viewer(me.rights)}
    return await single_answer(me, pipelines_listing, wanted, "pipeline")


@router.patch(
    "/{pipeline_id}",
    operation_id="update_pipeline",
    summary="Change a pipeline's name, settings or who sees it",
    response_model=PipelineAnswer,
    responses=WRITE,
)
async def patch_pipeline(me: Me, pipeline_id: UUID, body: PipelineChange) -> Response:
    """Only what is sent is changed. Makes a revision."""
    values = body.given()
    if "settings" in values:
        values["settings"] = body.settings.model_dump(mode="json")
    pipeline = await update_pipeline(
        pipeline_id, values, me.uow(), me.context(), expected_version=me.expected_version("pipeline")
    )
    return entity_answer(pipeline.view())


@router.delete(
    "/{pipeline_id}",
    operation_id="delete_pipeline",
    summary="Delete a pipeline without jobs",
    status_code=204,
    responses=WRITE,
)
async def remove_pipeline(me: Me, pipeline_id: UUID) -> Response:
    """One with jobs is refused: archive it."""
    await delete_pipeline(pipeline_id, me.uow(), me.context())
    return Response(status_code=204)


@router.put(
    "/{pipeline_id}/stages/order",
    operation_id="reorder_stages",
    summary="Reorder the stages",
    response_model=PipelineAnswer,
    responses=WRITE,
)
async def put_order(me: Me, pipeline_id: UUID, body: StageOrder) -> Response:
    """Refused when the first or last stage would break its rules."""
    pipeline = await reorder_stages(pipeline_id, body.stage_ids, me.uow(), me.context())
    return entity_answer(pipeline.view())


@router.post(
    "/{pipeline_id}/archive",
    operation_id="archive_pipeline",
    summary="Archive a pipeline",
    response_model=PipelineAnswer,
    responses=WRITE,
)
async def archive(me: Me, pipeline_id: UUID) -> Response:
    """It takes no new jobs and keeps everything."""
    context = me.context()
    return await answer_once(
        me,
        200,
        lambda uow: set_pipeline_status(pipeline_id, PipelineStatus.ARCHIVED, uow, context),
        Pipeline.view,
    )


@router.post(
    "/{pipeline_id}/restore",
    operation_id="restore_pipeline",
    summary="Restore an archived pipeline",
    response_model=PipelineAnswer,
    responses=WRITE,
)
async def restore(me: Me, pipeline_id: UUID) -> Response:
    """It takes jobs again."""
    context = me.context()
    return await answer_once(
        me,
        200,
        lambda uow: set_pipeline_status(pipeline_id, PipelineStatus.ACTIVE, uow, context),
        Pipeline.view,
    )


@router.post(
    "/{pipeline_id}/copy",
    operation_id="copy_pipeline",
    summary="Copy a pipeline",
    status_code=201,
    response_model=PipelineAnswer,
    responses=WRITE,
)
async def post_copy(me: Me, pipeline_id: UUID) -> Response:
    """With stages, automations and settings, without jobs."""
    context = me.context()
    return await answer_once(
        me, 201, lambda uow: copy_pipeline(pipeline_id, me.services.catalogue, uow, context), Pipeline.view
    )
