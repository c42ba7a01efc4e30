"""Add, change and reorder stages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.pipelines.model import Automation, Pipeline, Stage
from domain.pipelines.ports import ActionCatalogue
from domain.pipelines.revise import revise
from domain.pipelines.set_automations import replace_automations
from domain.pipelines.specs import StageSpec
from domain.shared.context import Context
from domain.shared.errors import Fault, Invalid, NotFound, StaleVersion
from domain.unit_of_work import UnitOfWork

_WORDS: Mapping[str, str] = {
    "name": "renamed",
    "color": "colour changed",
    "automove": "automove switched",
    "conditions": "entry conditions changed",
    "limit_amount": "time limit changed",
    "limit_unit": "time limit changed",
    "requirements": "entry requirements changed",
    "wip_limit": "WIP limit changed",
}


@dataclass(frozen=True, slots=True)
class AddedStage:
    """A new stage with its automations."""

    stage: Stage
    automations: list[Automation]


async def add_stage(
    pipeline_id: UUID,
    spec: StageSpec,
    position: int | None,
    catalogue: ActionCatalogue,
    uow: UnitOfWork,
    context: Context,
) -> AddedStage:
    """Add a stage at `position` (0 is first); at the end when None.

    Raises Forbidden, NotFound, Invalid, RuleViolation.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        pipeline = await uow.pipelines.locked(pipeline_id)
        _check_seen(pipeline, context)
        at = len(pipeline.stages) if position is None else min(position, len(pipeline.stages))
        stage = spec.build(pipeline_id, at, context)
        pipeline.stages.insert(at, stage)
        uow.pipelines.add_stage(stage)
        await replace_automations(pipeline, stage, spec.automations, catalogue, uow, context)
        revise(pipeline, [f"Stage “{stage.name}” added"], uow, context)
        added = AddedStage(stage, pipeline.automations_of(stage.id))
        await uow.commit(added)
    return added


async def update_stage(
    stage_id: UUID,
    values: Mapping[str, object],
    uow: UnitOfWork,
    context: Context,
    *,
    expected_version: int | None = None,
) -> Pipeline:
    """Set name, color, automove, conditions, requirements or limits. `expected_version` is the pipeline's.

    Raises Forbidden, NotFound, RuleViolation, StaleVersion.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        pipeline = await _of_stage(stage_id, uow, context)
        if expected_version not in (None, pipeline.version):
            raise StaleVersion("pipeline", pipeline.version)
        stage = pipeline.stage(stage_id)
        former = stage.name
        changed = [name for name in _WORDS if name in values and getattr(stage, name) != values[name]]
        for name in changed:
            setattr(stage, name, values[name])
        if changed:
            words = dict.fromkeys(_WORDS[name] for name in changed)
            revise(pipeline, [f"Stage “{former}”: {', '.join(words)}"], uow, context)
        await uow.commit(pipeline)
    return pipeline


async def reorder_stages(
    pipeline_id: UUID, stage_ids: Sequence[UUID], uow: UnitOfWork, context: Context
) -> Pipeline:
    """Put the stages into this order; it must name each exactly once.

    Raises Forbidden, NotFound, Invalid, RuleViolation.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        pipeline = await uow.pipelines.locked(pipeline_id)
        _check_seen(pipeline, context)
        present = {stage.id: stage for stage in pipeline.stages}
        if len(stage_ids) != len(present) or set(stage_ids) != set(present):
            sentence = "The order must name each stage of the pipeline exactly once."
            raise Invalid([Fault("/stage_ids", "stages_incomplete", sentence)])
        if [stage.id for stage in pipeline.stages] != list(stage_ids):
            pipeline.stages = [present[stage_id] for stage_id in stage_ids]
            revise(pipeline, ["Stages reordered"], uow, context)
        await uow.commit(pipeline)
    return pipeline


async def _of_stage(stage_id: UUID, uow: UnitOfWork, context: Context) -> Pipeline:
    pipeline = await uow.pipelines.of_stage(stage_id)
    _check_seen(pipeline, context, "stage")
    return pipeline


def _check_seen(pipeline: Pipeline, context: Context, kind: str = "pipeline") -> None:
    if not context.rights.sees_pipeline(pipeline.visible_to):
        raise NotFound(kind)
