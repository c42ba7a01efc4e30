"""Look whether a job may move on by itself now, and move it."""

from uuid import UUID

from domain.automations.automove import Automove, judge_automove
from domain.jobs.move_job import MoveJob, move_job
from domain.jobs.visit import VisitReason
from domain.shared.context import Actor, Context
from domain.unit_of_work import UnitOfWork

AUTOMOVE = Actor("automation", None, "Automove")


async def judge_job(job_id: UUID, uow: UnitOfWork, context: Context) -> Automove:
    """Judge the job's present visit and move the job when all is done. The job stays locked until commit."""
    async with uow:
        at_hand = await uow.jobs.at_hand(job_id)
        stage = at_hand.pipeline.stage(at_hand.job.stage_id)
        items = await uow.items.of_visit(at_hand.visit.id) if stage.automove else []
        runs = await uow.runs.of_visit(at_hand.visit.id) if stage.automove else []
        judged = judge_automove(at_hand.job, at_hand.visit, at_hand.pipeline, items, runs, at_hand.facts())
        if judged.stage is not None:
            command = MoveJob(job_id=job_id, stage_id=judged.stage.id, reason=VisitReason.AUTOMOVE)
            await move_job(command, uow.nested(), context.acting_as(AUTOMOVE))
        await uow.commit()
    return judged
