"""Try a failed run again."""

from uuid import UUID

from domain.automations.execute_run import execute_run
from domain.automations.run import Run, RunState
from domain.jobs.events import JobRunRetried
from domain.shared.context import Context
from domain.shared.effects import EffectState
from domain.shared.errors import RuleViolation
from domain.unit_of_work import UnitOfWork


async def retry_run(run_id: UUID, uow: UnitOfWork, context: Context) -> Run:
    """Ask for a failed run to be tried again; the worker does it.

    Raises RunIsNotFailed, JobHasMovedOn.
    """
    async with uow:
        run = await uow.runs.locked(run_id)
        at_hand = await uow.jobs.at_hand(run.job_id)
        context.rights.check_job(at_hand.pipeline.visible_to, at_hand.account_member_ids)
        if run.state is not RunState.FAILED:
            raise RuleViolation(
                f"Only a failed run can be tried again; this one is {run.state}.", code="run_is_not_failed"
            )
        if run.visit_id not in (at_hand.visit.id, at_hand.job.status_visit_id):
            raise RuleViolation("The job has left the stage or status of this run.", code="job_has_moved_on")
        run.state, run.reason, run.finished_at = RunState.WAITING, "Trying again.", None
        at_hand.job.record(JobRunRetried(run_id=run.id), context)
        await uow.commit(run)
    return run


async def run_again(run_id: UUID, uow: UnitOfWork, context: Context) -> None:
    """The worker's part of a retry: queue again what could not be delivered, or do the action anew."""
    run = await uow.runs.locked(run_id)
    if run.state is not RunState.WAITING:
        return
    effects = await uow.effects.of_run(run_id)
    for effect in effects:
        if effect.state is EffectState.FAILED:
            effect.state, effect.due_at = EffectState.WAITING, context.now
    if effects:
        return
    at_hand = await uow.jobs.at_hand(run.job_id)
    found = [a for a in at_hand.pipeline.automations if a.id == run.automation_id]
    if not found:
        run.fail("automation_not_found", "The automation was removed.", context)
        return
    await execute_run(run, found[0], at_hand, uow, context)
