"""See what a move would do, without doing it."""

from dataclasses import dataclass, field
from uuid import UUID

from domain.automations.plan_runs import Turn, plan_runs
from domain.items.model import LinkedItem
from domain.jobs.model import Job, JobIsArchived, JobStatus
from domain.jobs.ports import JobAtHand
from domain.pipelines.model import Stage
from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Preview:
    """What a move would do: the plan, the items still open where the job is, and where automove would go next."""

    job: Job
    changed: bool
    plan: list[Turn] = field(default_factory=list)
    open_items: list[LinkedItem] = field(default_factory=list)
    next_stage: Stage | None = None


async def preview_move(
    job_id: UUID, stage_id: UUID, skipped: tuple[UUID, ...], uow: UnitOfWork, context: Context
) -> Preview:
    """What moving the job to the stage would do; nothing is written.

    Raises NotFound, JobIsArchived.
    """
    async with uow:
        at_hand = await uow.jobs.at_hand(job_id)
        context.rights.check_job(at_hand.pipeline.visible_to, at_hand.account_member_ids)
        stage = at_hand.pipeline.stage(stage_id)
        if at_hand.job.status is JobStatus.ARCHIVED:
            raise JobIsArchived(at_hand.job.name)
        if stage.id == at_hand.job.stage_id:
            return Preview(at_hand.job, changed=False)
        plan = await plan_entry(at_hand, stage, skipped, uow)
        items = await uow.items.of_visit(at_hand.visit.id)
        next_stage = at_hand.pipeline.next_eligible(stage.id, at_hand.facts()) if stage.automove else None
        return Preview(at_hand.job, True, plan, [item for item in items if item.holds], next_stage)


async def plan_entry(
    at_hand: JobAtHand, stage: Stage, skipped: tuple[UUID, ...], uow: UnitOfWork
) -> list[Turn]:
    """The plan of a job's entry to a stage, with the facts as they are now."""
    automations = at_hand.pipeline.automations_of(stage.id)
    if not automations:
        return []
    facts = at_hand.facts()
    if any(automation.conditions for automation in automations):
        facts = await uow.jobs.facts(
            at_hand.job.id, naming=[tag for automation in automations for tag in automation.tags_named()]
        )
    been_here = any(a.repeat == "first_visit" for a in automations) and await uow.visits.has_been(
        at_hand.job.id, stage.id
    )
    return plan_runs(automations, facts, skipped=skipped, been_here=been_here)
