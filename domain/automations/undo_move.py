"""Take a move back within its hold, as if it had not been (§4)."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from domain.automations.action import At
from domain.automations.registry import ACTIONS
from domain.automations.run import Run, RunState
from domain.automations.timed_runs import revive
from domain.jobs.find_place import find_place
from domain.jobs.model import Job, JobStatus
from domain.jobs.place import Place
from domain.jobs.ports import JobAtHand
from domain.jobs.settle_items import reopen_settled
from domain.jobs.visit import StageVisit
from domain.pipelines.model import Pipeline
from domain.shared.context import Context
from domain.shared.effects import EffectState
from domain.shared.errors import NotFound, RuleViolation
from domain.shared.rights import EVERYTHING
from domain.unit_of_work import UnitOfWork


class NothingToUndo(RuleViolation):
    """The job's present place does not come from a move that can be taken back."""

    code = "nothing_to_undo"


class UndoWindowOver(RuleViolation):
    """The hold is over; moving back is a new move."""

    code = "undo_window_over"


async def undo_move(job_id: UUID, uow: UnitOfWork, context: Context) -> Job:
    """Return the job to its former visit, remove what the automations made, and never send what was held.

    Raises NothingToUndo, UndoWindowOver.
    """
    async with uow:
        at_hand = await uow.jobs.at_hand(job_id)
        visits = await uow.visits.of_root(job_id, at_hand.visit.root_id)
        if not _moved_by(context, visits):
            context.rights.check_job(at_hand.pipeline.visible_to, at_hand.account_member_ids)
        moved, former_id = _undoable(visits, at_hand, context)
        await _return(former_id, visits, at_hand, uow, context)
        await uow.flush()
        # Whoever may take the move back takes all of it back, also what they could not do themselves.
        taking = replace(context, rights=EVERYTHING)
        for run in await uow.runs.of_root(job_id, moved.root_id):
            await _take_back(run, at_hand, uow, taking)
        for visit in visits:
            visit.undone_at = context.now
        await reopen_settled(moved.settled, uow, taking)
        await uow.flush()
        job = await uow.jobs.reloaded(job_id)
        await uow.commit(job)
    return job


def _moved_by(context: Context, visits: Sequence[StageVisit]) -> bool:
    """Whether it is their own move, in its hold: they may take it back from a pipeline that they don't see."""
    moved = visits[0] if visits else None
    if moved is None or moved.undo_until is None or moved.undo_until <= context.now:
        return False
    return (moved.entered_by.type, moved.entered_by.id) == (context.actor.type, context.actor.id)


def _undoable(visits: Sequence[StageVisit], at_hand: JobAtHand, context: Context) -> tuple[StageVisit, UUID]:
    """The move to take back, the first visit of the chain that led to where the job is, and the visit before it."""
    moved = visits[0] if visits else None
    if moved is None or moved.undo_until is None or moved.previous_visit_id is None:
        raise NothingToUndo(f"“{at_hand.job.name}” has moved on since, or was not moved by a person.")
    if moved.undo_until <= context.now:
        raise UndoWindowOver("The time to undo this move is over. You can move the job back instead.")
    return moved, moved.previous_visit_id


async def _take_back(run: Run, at_hand: JobAtHand, uow: UnitOfWork, context: Context) -> None:
    """Cancel what was held, and undo what was made."""
    if run.state not in (RunState.WAITING, RunState.SUCCEEDED):
        return
    for effect in await uow.effects.of_run(run.id):
        if effect.state in (EffectState.CLAIMED, EffectState.DELIVERED):
            raise UndoWindowOver("Too late to undo: a message of this move has already left.")
        effect.state = EffectState.CANCELLED
    action = ACTIONS[run.action]
    at = At(at_hand=at_hand, run=run, uow=uow, context=context)
    for made in reversed(run.made):
        await action.undo(made, at)
    run.finish(RunState.CANCELLED, context, "The move was undone.")


async def _return(
    former_id: UUID, visits: Sequence[StageVisit], at_hand: JobAtHand, uow: UnitOfWork, context: Context
) -> None:
    """Put the job back into the visit it had left, in its former pipeline."""
    job, former = at_hand.job, await uow.visits.get(former_id)
    here = Place(at_hand.pipeline, at_hand.pipeline.stage(job.stage_id))
    back = await _former_place(former, at_hand, uow)
    context.rights.check_job(back.pipeline.visible_to, at_hand.account_member_ids)
    job.return_to(former, back, here, at_hand.calendar, context)
    if back.pipeline.id != here.pipeline.id:
        await uow.tasks.follow(job.id, job.pipeline_id)
        if job.status_visit_id is not None:
            (await uow.visits.get(job.status_visit_id)).leave(context)
            job.drop_status()
    await revive(former_id, uow)
    await _give_status_back(visits, back.pipeline, job, uow)
    at_hand.pipeline = back.pipeline


async def _former_place(former: StageVisit, at_hand: JobAtHand, uow: UnitOfWork) -> Place:
    try:
        return await find_place(former.stage_id, at_hand, uow)
    except NotFound as gone:
        sentence = f"The stage from which “{at_hand.job.name}” came was removed meanwhile."
        raise NothingToUndo(sentence) from gone


async def _give_status_back(
    visits: Sequence[StageVisit], pipeline: Pipeline, job: Job, uow: UnitOfWork
) -> None:
    """The custom status that a transfer ended is the job's again, if the pipeline still has it and nobody set another."""
    ended = [visit.ended_status_visit_id for visit in visits if visit.ended_status_visit_id]
    known = {status.id for status in pipeline.statuses}
    for stay in await uow.visits.many(ended):
        if job.status is JobStatus.ACTIVE and stay.status_id in known:
            job.resume_status(stay)
            await revive(stay.id, uow)
