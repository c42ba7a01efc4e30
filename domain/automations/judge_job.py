"""Look whether a job may move on by itself now, and move it."""

from uuid import UUID

from domain.automations.automove import RETURNS, Automove, held, judge_automove, judge_return
from domain.jobs.check_entry import unmet_requirements
from domain.jobs.model import JobStatus
from domain.jobs.move_job import MoveJob, move_job
from domain.jobs.ports import JobAtHand
from domain.jobs.set_job_status import change_status
from domain.jobs.visit import VisitReason
from domain.notifications.notify import in_charge, notify
from domain.pipelines.model import Stage
from domain.shared.context import Actor, Context
from domain.unit_of_work import UnitOfWork

AUTOMOVE = Actor("automation", None, "Automove")


async def judge_job(job_id: UUID, uow: UnitOfWork, context: Context) -> Automove:
    """Judge the job's present visit and move the job when all is done. The job stays locked until commit."""
    async with uow:
        at_hand = await uow.jobs.at_hand(job_id)
        if at_hand.job.status_visit_id is not None:
            return await _judge_status(at_hand, at_hand.job.status_visit_id, uow, context)
        stage = at_hand.pipeline.stage(at_hand.job.stage_id)
        items = await uow.items.of_visit(at_hand.visit.id) if stage.automove else []
        runs = await uow.runs.of_visit(at_hand.visit.id) if stage.automove else []
        judged = judge_automove(at_hand.job, at_hand.visit, at_hand.pipeline, items, runs, at_hand.facts())
        if judged.stage is not None:
            judged = await _move_on(at_hand, judged.stage, judged, uow, context.acting_as(AUTOMOVE))
        elif at_hand.visit.wants_stage_id is not None:
            at_hand.visit.wants_stage_id = None
        await uow.commit()
    return judged


async def _judge_status(at_hand: JobAtHand, visit_id: UUID, uow: UnitOfWork, context: Context) -> Automove:
    """A custom status suspends the stage's automove; it ends when its own items are resolved."""
    visit = await uow.visits.get(visit_id)
    items, runs = await uow.items.of_visit(visit_id), await uow.runs.of_visit(visit_id)
    judged = judge_return(at_hand.job, visit, at_hand.pipeline, items, runs)
    if judged.code == RETURNS:
        await change_status(at_hand, JobStatus.ACTIVE, None, uow, context.acting_as(AUTOMOVE))
    await uow.commit()
    return judged


async def _move_on(
    at_hand: JobAtHand, target: Stage, judged: Automove, uow: UnitOfWork, context: Context
) -> Automove:
    """Move the job to `target`; where its requirements refuse, it stays and those in charge are told why (§7.4)."""
    job, visit = at_hand.job, at_hand.visit
    unmet = []
    if target.asks:
        unmet = await unmet_requirements(target, job.view(), uow, context, job_id=job.id)
    if not unmet:
        command = MoveJob(job_id=job.id, stage_id=target.id, reason=VisitReason.AUTOMOVE)
        await move_job(command, uow.nested(), context)
        return judged
    why = " ".join(one.detail for one in unmet)
    sentence = f"“{job.name}” is done in “{at_hand.pipeline.stage(job.stage_id).name}” but can't enter “{target.name}” yet. {why}"
    visit.wants_stage_id = target.id
    people = await in_charge(job.assignee_ids, uow)
    await notify(people, f"held:{visit.id}:{target.id}", sentence, uow, context, job_id=job.id)
    return held("requirements_unmet", sentence)
