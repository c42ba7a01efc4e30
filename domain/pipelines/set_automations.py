"""Set the ordered automations of a stage or a custom status."""

from collections.abc import Sequence
from uuid import UUID

from domain.pipelines.check_mentions import check_mentions
from domain.pipelines.model import Automation, CustomStatus, Pipeline, Stage
from domain.pipelines.ports import ActionCatalogue
from domain.pipelines.revise import check_automations, revise
from domain.pipelines.specs import AutomationSpec
from domain.shared.context import Context
from domain.shared.errors import Fault, Invalid, NotFound
from domain.unit_of_work import UnitOfWork


async def set_stage_automations(
    stage_id: UUID,
    specs: Sequence[AutomationSpec],
    catalogue: ActionCatalogue,
    uow: UnitOfWork,
    context: Context,
) -> Pipeline:
    """Make this the stage's ordered list of automations; those not named are removed. Jobs there do not fire again.

    Raises Forbidden, NotFound, Invalid.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        pipeline = await uow.pipelines.of_stage(stage_id)
        if not context.rights.sees_pipeline(pipeline.visible_to):
            raise NotFound("stage")
        stage = pipeline.stage(stage_id)
        await replace_automations(pipeline, stage, specs, catalogue, uow, context)
        revise(pipeline, [f"Stage “{stage.name}”: automations changed"], uow, context)
        await uow.commit(pipeline)
    return pipeline


async def set_status_automations(
    status_id: UUID,
    specs: Sequence[AutomationSpec],
    catalogue: ActionCatalogue,
    uow: UnitOfWork,
    context: Context,
) -> Pipeline:
    """The same for a custom status. Jobs that have it do not fire again.

    Raises Forbidden, NotFound, Invalid.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        pipeline = await uow.pipelines.of_status(status_id)
        if not context.rights.sees_pipeline(pipeline.visible_to):
            raise NotFound("status")
        status = pipeline.custom_status(status_id)
        await replace_automations(pipeline, status, specs, catalogue, uow, context)
        revise(pipeline, [f"Status “{status.name}”: automations changed"], uow, context)
        await uow.commit(pipeline)
    return pipeline


async def replace_automations(
    pipeline: Pipeline,
    owner: Stage | CustomStatus,
    specs: Sequence[AutomationSpec],
    catalogue: ActionCatalogue,
    uow: UnitOfWork,
    context: Context,
) -> None:
    """Give the stage or status these automations; the commit and the revision are the caller's.

    Raises Forbidden, Invalid, AutomationsFormALoop.
    """
    former = {automation.id: automation for automation in pipeline.automations_of(owner.id)}
    kept = [a for a in pipeline.automations if a.id not in former]
    wanted: list[Automation] = []
    changed: list[Automation] = []
    for position, spec in enumerate(specs):
        if spec.id is None:
            automation = spec.build(owner, position, context)
            uow.pipelines.add_automation(automation)
            changed.append(automation)
        elif spec.id in former:
            automation = former.pop(spec.id)
            was = automation.view()
            spec.apply(automation, position)
            if automation.view() != was:
                changed.append(automation)
        else:
            raise Invalid(
                [Fault(f"/automations/{position}/id", "automation_not_found", "No such automation here.")]
            )
        wanted.append(automation)
    for automation in former.values():
        automation.removed_at = context.now
    pipeline.automations = kept + wanted
    pointers = {automation.id: f"/automations/{place}" for place, automation in enumerate(wanted)}
    await check_automations(pipeline, changed, catalogue, pointers, uow, context)
    await check_mentions(changed, catalogue, pointers, uow)
