"""Runs that wait for a time: planned at the visit's begin, cancelled when it ends, carried out when the time comes."""

from datetime import date, datetime
from uuid import UUID

from domain.automations.execute_run import execute_run
from domain.automations.plan_runs import take_turn
from domain.automations.run import RunState
from domain.jobs.model import JobStatus
from domain.jobs.ports import JobAtHand
from domain.pipelines.model import Pipeline
from domain.pipelines.trigger import Moments
from domain.shared.calendar import Calendar
from domain.shared.context import Cause, Context
from domain.unit_of_work import UnitOfWork

LEFT = "The job left before its time."
REMOVED = "The automation was removed."
_AT_ONCE = 100
_OVER = {JobStatus.ARCHIVED: "The job is archived.", JobStatus.COMPLETED: "The job is completed."}


def moments_of(at_hand: JobAtHand, stage_id: UUID, entered_at: datetime, context: Context) -> Moments:
    """What the timed automations of a visit count from."""
    return moments_in(at_hand.pipeline, stage_id, entered_at, at_hand.job.due_date, at_hand.calendar, context)


def moments_in(
    pipeline: Pipeline,
    stage_id: UUID,
    entered_at: datetime,
    due_date: date | None,
    calendar: Calendar,
    context: Context,
) -> Moments:
    """The same for a job that is not at hand."""
    # The stage in which a status was given may be removed by now.
    stage = next((stage for stage in pipeline.stages if stage.id == stage_id), None)
    return Moments(
        now=context.now,
        entered_at=entered_at,
        limit_amount=stage.limit_amount if stage else None,
        limit_unit=stage.limit_unit if stage else "days",
        due_date=due_date,
        calendar=calendar,
    )


async def cancel_left_behind(at_hand: JobAtHand, uow: UnitOfWork, context: Context) -> None:
    """A waiting run is cancelled when the job leaves the stage or status, or is archived, and says so (§6)."""
    job = at_hand.job
    archived = job.status is JobStatus.ARCHIVED
    for run in await uow.runs.waiting_for_time(job.id):
        if archived:
            run.finish(RunState.CANCELLED, context, _OVER[JobStatus.ARCHIVED])
        elif run.visit_id not in (job.visit_id, job.status_visit_id):
            run.finish(RunState.CANCELLED, context, LEFT)


async def plan_anew(at_hand: JobAtHand, uow: UnitOfWork, context: Context) -> None:
    """The job's due date changed: runs that count from it get another time."""
    automations = {automation.id: automation for automation in at_hand.pipeline.automations}
    for run in await uow.runs.waiting_for_time(at_hand.job.id):
        automation = automations.get(run.automation_id)
        if automation is not None and automation.trigger.kind == "due_date":
            visit = await uow.visits.get(run.visit_id)
            moments = moments_of(at_hand, run.stage_id, visit.entered_at, context)
            run.plan(automation.trigger.plan(moments), context)


async def revive(visit_id: UUID, uow: UnitOfWork) -> None:
    """The job is back in a visit, as if it had not left: what was cancelled for that waits again."""
    for run in await uow.runs.cancelled_in(visit_id):
        if run.reason == LEFT:
            run.state, run.reason, run.finished_at = RunState.WAITING, "Waits for its time.", None


async def fire_due(uow: UnitOfWork, context: Context) -> int:
    """Tell the automations of each run of the firm whose time has come; tells how many. The commit is the caller's."""
    due = await uow.runs.come_due(context.now, _AT_ONCE)
    for run in due:
        run.come_due(context.because(Cause(root_id=run.root_id, depth=run.depth)))
    return len(due)


async def run_due(run_id: UUID, at_hand: JobAtHand, uow: UnitOfWork, context: Context) -> None:
    """Carry out a run whose time has come, if the job still is where it waited; conditions are judged now."""
    run, job = await uow.runs.locked(run_id), at_hand.job
    if run.state is not RunState.WAITING or run.attempts or run.due_at is not None:
        return  # it was decided, carried out, or planned anew meanwhile
    found = [a for a in at_hand.pipeline.automations if a.id == run.automation_id]
    if not found or job.status in _OVER or run.visit_id not in (job.visit_id, job.status_visit_id):
        why = _OVER.get(job.status, LEFT) if found else REMOVED
        run.finish(RunState.CANCELLED, context, why)
        return
    facts = await uow.jobs.facts(job.id, naming=found[0].named())
    turn = take_turn(found[0], facts, skipped=(), been_here=False)
    run.verdicts = list(turn.verdicts)
    if turn.runs:
        await execute_run(run, found[0], at_hand, uow, context)
    else:
        run.finish(RunState.SKIPPED, context, turn.reason)
