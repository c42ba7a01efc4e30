"""Try failed runs again."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.automations.execute_run import execute_run
from domain.automations.run import Run, RunState
from domain.jobs.events import JobRunRetried
from domain.jobs.model import JobIsArchived, JobStatus
from domain.shared.context import Context
from domain.shared.effects import EffectState
from domain.shared.errors import NotFound, RuleViolation, TickmarkError
from domain.unit_of_work import UnitOfWork

MOST_AT_ONCE = 500
MOVED_ON = "job_has_moved_on"
_MOVED_ON = "The job has left the stage or status of this run."


@dataclass(frozen=True, slots=True)
class Retry:
    """What became of one: the run, waiting again, or the refusal."""

    run_id: UUID
    run: Run | None = None
    refusal: TickmarkError | None = None


async def retry_run(run_id: UUID, uow: UnitOfWork, context: Context) -> Run:
    """Ask for a failed run to be tried again; the worker does it.

    Raises NotFound, RuleViolation when it is not failed or its job has moved on, JobIsArchived.
    """
    async with uow:
        job_id = (await uow.runs.jobs_of([run_id])).get(run_id)
        if job_id is None:
            raise NotFound("run")
        # The job before its run: the same order as everywhere, so that nobody waits for another in a circle.
        at_hand = await uow.jobs.at_hand(job_id)
        rights = context.rights
        if not (
            rights.sees_pipeline(at_hand.pipeline.visible_to)
            and rights.sees_account(at_hand.account_member_ids)
        ):
            raise NotFound("run")
        run = await uow.runs.locked(run_id)
        if run.state is not RunState.FAILED:
            sentence = f"Only a failed run can be tried again; this one is {run.state}."
            raise RuleViolation(sentence, code="run_is_not_failed")
        if run.visit_id not in (at_hand.visit.id, at_hand.job.status_visit_id):
            raise RuleViolation(_MOVED_ON, code=MOVED_ON)
        if at_hand.job.status is JobStatus.ARCHIVED:
            raise JobIsArchived(at_hand.job.name)
        run.state, run.reason, run.finished_at = RunState.WAITING, "Trying again.", None
        at_hand.job.record(JobRunRetried(run_id=run.id), context)
        await uow.commit(run)
    return run


async def retry_runs(run_ids: Sequence[UUID], uow: UnitOfWork, context: Context) -> list[Retry]:
    """The same for many, each judged like a single one: its outcome is told, in the order of `run_ids`."""
    outcomes: list[Retry] = []
    async with uow:
        # All jobs first, in one order: two of these never wait for each other in a circle.
        await uow.jobs.lock_all((await uow.runs.jobs_of(run_ids)).values())
        for run_id in dict.fromkeys(run_ids):
            try:
                outcomes.append(Retry(run_id, await retry_run(run_id, uow.nested(), context)))
            except TickmarkError as refusal:
                outcomes.append(Retry(run_id, refusal=refusal))
        await uow.commit(outcomes)
    return outcomes


async def run_again(run_id: UUID, job_id: UUID, uow: UnitOfWork, context: Context) -> None:
    """The worker's part of a retry: queue again what could not be delivered, or do the action anew."""
    at_hand = await uow.jobs.at_hand(job_id)
    run = await uow.runs.locked(run_id)
    if run.state is not RunState.WAITING:
        return
    if run.visit_id not in (at_hand.visit.id, at_hand.job.status_visit_id):
        run.fail(MOVED_ON, _MOVED_ON, context)
        return
    effects = await uow.effects.of_run(run_id)
    for effect in effects:
        if effect.state is EffectState.FAILED:
            effect.state, effect.due_at = EffectState.WAITING, context.now
    if effects:
        return
    found = [a for a in at_hand.pipeline.automations if a.id == run.automation_id]
    if not found:
        run.fail("automation_not_found", "The automation was removed.", context)
        return
    await execute_run(run, found[0], at_hand, uow, context)
