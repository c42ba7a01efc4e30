"""Take a move back within its hold, as if it had not been (§4)."""

from collections.abc import Sequence
from uuid import UUID

from domain.automations.action import At
from domain.automations.registry import ACTIONS
from domain.automations.run import Run, RunState
from domain.automations.timed_runs import revive
from domain.jobs.model import Job
from domain.jobs.ports import JobAtHand
from domain.jobs.settle_items import reopen_settled
from domain.jobs.visit import StageVisit
from domain.shared.context import Context
from domain.shared.effects import EffectState
from domain.shared.errors import RuleViolation
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
        context.rights.check_job(at_hand.pipeline.visible_to, at_hand.account_member_ids)
        visits = await uow.visits.of_root(job_id, at_hand.visit.root_id)
        moved, former_id = _undoable(visits, at_hand, context)
        for run in await uow.runs.of_root(job_id, moved.root_id):
            await _take_back(run, at_hand, uow, context)
        for visit in visits:
            visit.undone_at = context.now
        await revive(former_id, uow)
        await uow.flush()
        job = await _return(former_id, at_hand, uow, context)
        await reopen_settled(moved.settled, uow, context)
        await uow.commit(job)
    return job


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


async def _return(former_id: UUID, at_hand: JobAtHand, uow: UnitOfWork, context: Context) -> Job:
    """Put the job back into the visit it had left."""
    former = await uow.visits.get(former_id)
    job = await uow.jobs.reloaded(at_hand.job.id)
    pipeline = at_hand.pipeline
    job.return_to(former, pipeline.stage(former.stage_id), pipeline.stage(job.stage_id), context)
    return job
