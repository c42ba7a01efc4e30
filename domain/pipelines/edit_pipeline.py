"""Change a pipeline's own facts: name, settings, who sees it; archive, restore, delete, copy."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from domain.pipelines.create_pipeline import CreatePipeline, create_pipeline
from domain.pipelines.events import PipelineArchived, PipelineDeleted, PipelineRestored
from domain.pipelines.model import Pipeline, PipelineStatus
from domain.pipelines.ports import ActionCatalogue
from domain.pipelines.revise import revise
from domain.pipelines.specs import AutomationSpec, CustomStatusSpec, StageSpec
from domain.shared.context import Context
from domain.shared.errors import NotFound, RuleViolation, StaleVersion
from domain.unit_of_work import UnitOfWork

_WORDS: Mapping[str, str] = {"name": "Name", "settings": "Settings", "visible_to": "Who sees it"}


async def update_pipeline(
    pipeline_id: UUID,
    values: Mapping[str, object],
    uow: UnitOfWork,
    context: Context,
    *,
    expected_version: int | None = None,
) -> Pipeline:
    """Set name, settings or visible_to.

    Raises Forbidden, NotFound, StaleVersion.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        pipeline = await seen(pipeline_id, uow, context)
        if expected_version not in (None, pipeline.version):
            raise StaleVersion("pipeline", pipeline.version)
        changed = [name for name in _WORDS if name in values and getattr(pipeline, name) != values[name]]
        for name in changed:
            setattr(pipeline, name, values[name])
        if changed:
            revise(pipeline, [f"{_WORDS[name]} changed" for name in changed], uow, context)
        await uow.commit(pipeline)
    return pipeline


async def set_pipeline_status(
    pipeline_id: UUID, status: PipelineStatus, uow: UnitOfWork, context: Context
) -> Pipeline:
    """Archive (closed to new jobs, everything kept) or restore.

    Raises Forbidden, NotFound.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        pipeline = await seen(pipeline_id, uow, context)
        if pipeline.status is not status:
            pipeline.status = status
            event = PipelineArchived() if status is PipelineStatus.ARCHIVED else PipelineRestored()
            pipeline.record(event, context)
        await uow.commit(pipeline)
    return pipeline


async def delete_pipeline(pipeline_id: UUID, uow: UnitOfWork, context: Context) -> None:
    """Delete a pipeline that holds no jobs.

    Raises Forbidden, NotFound, RuleViolation.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        pipeline = await seen(pipeline_id, uow, context)
        jobs = sum((await uow.pipelines.jobs_in(pipeline_id)).values())
        if jobs:
            raise RuleViolation(
                f"“{pipeline.name}” holds {jobs} job(s). Archive it instead: that keeps everything.",
                code="pipeline_has_jobs",
                details={"jobs": jobs},
            )
        pipeline.deleted_at = context.now
        pipeline.record(PipelineDeleted(), context)
        await uow.commit()


async def copy_pipeline(
    pipeline_id: UUID, catalogue: ActionCatalogue, uow: UnitOfWork, context: Context
) -> Pipeline:
    """A copy with stages, automations and settings, without jobs; “(2)” after the name.

    Raises Forbidden, NotFound.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        pipeline = await uow.pipelines.current(pipeline_id)
        if not context.rights.sees_pipeline(pipeline.visible_to):
            raise NotFound("pipeline")
        taken = frozenset(await uow.pipelines.names_taken())
    number = 2
    while f"{pipeline.name} ({number})" in taken:
        number += 1
    return await create_pipeline(
        replace(as_command(pipeline), name=f"{pipeline.name} ({number})"), catalogue, uow, context
    )


def as_command(pipeline: Pipeline) -> CreatePipeline:
    """What would create a pipeline like this one; settings name its stages and statuses."""
    stages = tuple(
        StageSpec(
            name=stage.name,
            color=stage.color,
            automove=stage.automove,
            conditions=tuple(stage.conditions),
            limit_amount=stage.limit_amount,
            limit_unit=stage.limit_unit,
            requirements=tuple(stage.requirements),
            wip_limit=stage.wip_limit,
            automations=_specs(pipeline, stage.id),
        )
        for stage in pipeline.stages
    )
    statuses = tuple(
        CustomStatusSpec(
            name=status.name,
            color=status.color,
            automove=status.automove,
            automations=_specs(pipeline, status.id),
        )
        for status in pipeline.statuses
    )
    visible_to = None if pipeline.visible_to is None else tuple(pipeline.visible_to)
    return CreatePipeline(
        name=pipeline.name,
        stages=stages,
        statuses=statuses,
        settings=pipeline.settings,
        visible_to=visible_to,
    )


def _specs(pipeline: Pipeline, owner_id: UUID) -> tuple[AutomationSpec, ...]:
    names = {str(stage.id): stage.name for stage in pipeline.stages}
    names |= {str(status.id): status.name for status in pipeline.statuses}
    return tuple(
        AutomationSpec(
            action=automation.action,
            settings={key: _named(key, value, names) for key, value in automation.settings.items()},
            conditions=tuple(automation.conditions),
            on_failure=automation.on_failure,
            repeat=automation.repeat,
            trigger=automation.trigger,
            enabled=automation.enabled,
        )
        for automation in pipeline.automations_of(owner_id)
    )


def _named(key: str, value: object, names: Mapping[str, str]) -> object:
    return names.get(str(value), value) if key in ("stage_id", "custom_status_id") else value


async def seen(pipeline_id: UUID, uow: UnitOfWork, context: Context) -> Pipeline:
    """The pipeline, locked for a change, if whoever asks may see it.

    Raises NotFound.
    """
    pipeline = await uow.pipelines.locked(pipeline_id)
    if not context.rights.sees_pipeline(pipeline.visible_to):
        raise NotFound("pipeline")
    return pipeline
