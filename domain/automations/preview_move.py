"""See what a move would do, without doing it."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from uuid import UUID

from domain.automations.asked import asked_by
from domain.automations.fill_outlook import fill, outlook_of, with_room
from domain.automations.plan_runs import Planner, Turn
from domain.automations.registry import FORESIGHTS
from domain.items.model import BY_HAND, CARRY, LinkedItem
from domain.jobs.check_entry import unmet_requirements
from domain.jobs.find_place import find_target
from domain.jobs.model import Job, JobIsArchived, JobStatus
from domain.jobs.move_job import MoveJob
from domain.jobs.ports import JobAtHand
from domain.jobs.settle_items import decided
from domain.pipelines.model import Stage
from domain.pipelines.requirements import Unmet
from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Preview:
    """What a move would do: the plan, the items still open where the job is, where automove would go
    next, and which requirements of the stage do not hold. `carried` are open items that go along and hold that stage.
    """

    job: Job
    changed: bool
    plan: list[Turn] = field(default_factory=list)
    open_items: list[LinkedItem] = field(default_factory=list)
    next_stage: Stage | None = None
    unmet: list[Unmet] = field(default_factory=list)
    carried: list[UUID] = field(default_factory=list)


async def preview_move(command: MoveJob, uow: UnitOfWork, context: Context) -> Preview:
    """What the move would do; nothing is written.

    Raises NotFound, JobIsArchived, StageOfAnotherPipeline, PipelineIsArchived.
    """
    async with uow:
        at_hand = await uow.jobs.at_hand(command.job_id)
        context.rights.check_job(at_hand.pipeline.visible_to, at_hand.account_member_ids)
        there = await find_target(command.stage_id, at_hand, uow, context, across=command.across)
        stage, at_target = there.stage, replace(at_hand, pipeline=there.pipeline)
        if at_hand.job.status is JobStatus.ARCHIVED:
            raise JobIsArchived(at_hand.job.name)
        if stage.id == at_hand.job.stage_id:
            return Preview(at_hand.job, changed=False)
        items = await uow.items.of_visit(at_hand.visit.id)
        next_stage = there.pipeline.next_eligible(stage.id, at_hand.facts()) if stage.automove else None
        holding = {item.id: item for item in items if item.holds}
        said = decided(holding, command.open_items, command.other_items)
        settling = [
            task_id for id_, item in holding.items() if said[id_] in BY_HAND and (task_id := item.task_id)
        ]
        plan = await plan_entry(at_target, stage, command.skip_automations, uow, context, settling=settling)
        unmet = await unmet_requirements(
            stage, at_hand.job.view(), uow, context, job_id=at_hand.job.id, settling=settling
        )
        carried = [id_ for id_, decision in said.items() if decision == CARRY]
        return Preview(at_hand.job, True, plan, list(holding.values()), next_stage, unmet, carried)


async def plan_entry(
    at_hand: JobAtHand,
    stage: Stage,
    skipped: tuple[UUID, ...],
    uow: UnitOfWork,
    context: Context,
    *,
    settling: Collection[UUID] = (),
) -> list[Turn]:
    """The plan of a job's entry to a stage of the pipeline at hand, with the facts as they are now; `settling` are tasks
    done on the way.
    """
    automations = at_hand.pipeline.automations_of(stage.id)
    if not automations:
        return []
    outlook = replace(outlook_of(at_hand, context), stage_id=stage.id)
    asked = asked_by(automations, FORESIGHTS)
    if any(automation.conditions for automation in automations):
        facts = await uow.jobs.facts(at_hand.job.id, naming=asked.named | asked.tags)
        outlook = replace(outlook, facts=facts)
    outlook = await fill(outlook, asked, at_hand.account_id, uow)
    entered = (outlook.stage(id_) for id_ in asked.stages)
    known = [entered_stage for entered_stage in entered if entered_stage is not None]
    known += [other.stages[0] for other in outlook.pipelines.values() if other.stages[0] not in known]
    outlook = await with_room(outlook, known, uow, job_id=at_hand.job.id, settling=settling)
    outlook = outlook.left(at_hand.visit.stage_id)
    been_here = any(a.repeat == "first_visit" for a in automations) and await uow.visits.has_been(
        at_hand.job.id, stage.id
    )
    plan = Planner(FORESIGHTS).plan(automations, outlook, stage=stage, skipped=skipped, been_here=been_here)
    return plan.turns
