"""Create a pipeline, empty or with its stages and automations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from domain.pipelines.check_board import check_board
from domain.pipelines.check_mentions import check_mentions
from domain.pipelines.events import PipelineCreated
from domain.pipelines.labels import labels
from domain.pipelines.model import CustomStatus, Pipeline, Stage
from domain.pipelines.ports import ActionCatalogue
from domain.pipelines.references import Reference, translated_settings
from domain.pipelines.revise import check_automations, keep_revision
from domain.pipelines.specs import AutomationSpec, CustomStatusSpec, StageSpec
from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatePipeline:
    """A name, the stages in order, and custom statuses. Without stages it gets one to begin with."""

    name: str
    stages: tuple[StageSpec, ...] = ()
    statuses: tuple[CustomStatusSpec, ...] = ()
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
        pipeline, pointers = await _made(command, catalogue, uow, context)
        await check_mentions(pipeline.automations, catalogue, pointers, uow)
        await check_board(pipeline, uow, context)
        await uow.commit(pipeline)
    return pipeline


async def take_over_pipeline(
    command: CreatePipeline, catalogue: ActionCatalogue, uow: UnitOfWork, context: Context
) -> Pipeline:
    """The same from a copy or a file: what it names is as it is there, or was looked up already.

    Raises Forbidden, Invalid, RuleViolation.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        pipeline, _ = await _made(command, catalogue, uow, context)
        await uow.commit(pipeline)
    return pipeline


async def _made(
    command: CreatePipeline, catalogue: ActionCatalogue, uow: UnitOfWork, context: Context
) -> tuple[Pipeline, dict[UUID, str]]:
    """Checked, and stored at commit; and where in the command each automation stands."""
    pipeline, pointers = draft(command, catalogue, context)
    pipeline.check_shape()
    await check_automations(pipeline, pipeline.automations, catalogue, pointers, uow, context)
    _store(pipeline, uow, context)
    return pipeline, pointers


def draft(
    command: CreatePipeline, catalogue: ActionCatalogue, context: Context
) -> tuple[Pipeline, dict[UUID, str]]:
    """The pipeline that is wanted, neither checked nor stored, and where in the command each automation stands."""
    pipeline = Pipeline(
        firm_id=context.firm_id,
        id=context.new_id(),
        created_at=context.now,
        updated_at=context.now,
        name=command.name,
        settings=dict(command.settings),
        visible_to=None if command.visible_to is None else list(command.visible_to),
    )
    pointers: dict[UUID, str] = {}
    for position, spec in enumerate(command.stages or (StageSpec(name="To do"),)):
        stage = spec.build(pipeline.id, position, context)
        pipeline.stages.append(stage)
        pointers |= _add(pipeline, stage, spec.automations, f"/stages/{position}", context)
    for position, named in enumerate(command.statuses):
        status = named.build(pipeline.id, position, context)
        pipeline.statuses.append(status)
        pointers |= _add(pipeline, status, named.automations, f"/statuses/{position}", context)
    _point_by_name(pipeline, catalogue)
    return pipeline, pointers


def _add(
    pipeline: Pipeline,
    owner: Stage | CustomStatus,
    specs: Sequence[AutomationSpec],
    pointer: str,
    context: Context,
) -> dict[UUID, str]:
    """Give the stage or status its automations; tells where in the command each stands."""
    automations = [spec.build(owner, order, context) for order, spec in enumerate(specs)]
    pipeline.automations += automations
    return {one.id: f"{pointer}/automations/{order}" for order, one in enumerate(automations)}


def _point_by_name(pipeline: Pipeline, catalogue: ActionCatalogue) -> None:
    """A new pipeline's stages and statuses have no ids yet when it is written down: settings may name them."""
    owners: dict[str, Sequence[Stage | CustomStatus]] = {
        "stage": pipeline.stages,
        "status": pipeline.statuses,
    }
    ids = {
        kind: dict(zip(labels([one.name for one in things]), (str(one.id) for one in things), strict=True))
        for kind, things in owners.items()
    }

    def point(to: Reference) -> str:
        return to.value if to.inside else ids.get(to.kind, {}).get(to.value, to.value)

    for automation in pipeline.automations:
        automation.settings = translated_settings(automation.action, automation.settings, catalogue, point)


def _store(pipeline: Pipeline, uow: UnitOfWork, context: Context) -> None:
    uow.pipelines.add(pipeline)
    for stage in pipeline.stages:
        uow.pipelines.add_stage(stage)
    for status in pipeline.statuses:
        uow.pipelines.add_status(status)
    for automation in pipeline.automations:
        uow.pipelines.add_automation(automation)
    pipeline.record(PipelineCreated(), context)
    keep_revision(pipeline, ["Created"], uow, context)
