"""Create a pipeline, empty or with its stages and automations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from domain.pipelines.events import PipelineCreated
from domain.pipelines.model import Pipeline
from domain.pipelines.ports import ActionCatalogue
from domain.pipelines.revise import check_author, check_automations, keep_revision
from domain.pipelines.specs import StageSpec
from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatePipeline:
    """A name, and the stages in order. Without stages it gets one to begin with."""

    name: str
    stages: tuple[StageSpec, ...] = ()
    settings: Mapping[str, object] = field(default_factory=dict)
    visible_to: tuple[UUID, ...] | None = None


async def create_pipeline(
    command: CreatePipeline, catalogue: ActionCatalogue, uow: UnitOfWork, context: Context
) -> Pipeline:
    """Make the pipeline.

    Raises Forbidden, Invalid, RuleViolation.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        pipeline = Pipeline(
            firm_id=context.firm_id,
            id=context.new_id(),
            created_at=context.now,
            updated_at=context.now,
            name=command.name,
            settings=dict(command.settings),
            visible_to=None if command.visible_to is None else list(command.visible_to),
        )
        pointers: dict[object, str] = {}
        for position, spec in enumerate(command.stages or (StageSpec(name="To do"),)):
            stage = spec.build(pipeline.id, position, context)
            pipeline.stages.append(stage)
            for order, wanted in enumerate(spec.automations):
                automation = wanted.build(stage, order, context)
                pipeline.automations.append(automation)
                pointers[automation.id] = f"/stages/{position}/automations/{order}"
        _point_to_stages(pipeline)
        pipeline.check_shape()
        check_automations(pipeline, catalogue, pointers)
        check_author(pipeline.automations, catalogue, context)
        _store(pipeline, uow, context)
        await uow.commit(pipeline)
    return pipeline


def _point_to_stages(pipeline: Pipeline) -> None:
    """A new pipeline's stages have no ids yet when it is written down: settings may name a stage by its name."""
    by_name = {stage.name: str(stage.id) for stage in pipeline.stages}
    for automation in pipeline.automations:
        wanted = automation.settings.get("stage_id")
        if isinstance(wanted, str) and wanted in by_name:
            automation.settings["stage_id"] = by_name[wanted]


def _store(pipeline: Pipeline, uow: UnitOfWork, context: Context) -> None:
    uow.pipelines.add(pipeline)
    for stage in pipeline.stages:
        uow.pipelines.add_stage(stage)
    for automation in pipeline.automations:
        uow.pipelines.add_automation(automation)
    pipeline.record(PipelineCreated(), context)
    keep_revision(pipeline, ["Created"], uow, context)
