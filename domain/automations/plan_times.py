"""A pipeline or the firm's calendar changed: time limits and waiting runs of the jobs follow (§2, §6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from domain.automations.run import Run, RunState
from domain.automations.timed_runs import REMOVED, moments_in
from domain.jobs.model import Job, JobStatus
from domain.jobs.ports import InOrder
from domain.jobs.visit import StageVisit
from domain.pipelines.model import Automation, Pipeline
from domain.pipelines.replan import Replan, ReplanContinued, ReplanFinished
from domain.shared.calendar import Calendar
from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork

AT_A_TIME = 500
SWITCHED_OFF = "The automation was switched off."
AT_ONCE_NOW = "The automation no longer waits for a time."
# What an edit took back, another edit (or its undo) can give again.
_TAKEN_BACK = (REMOVED, SWITCHED_OFF, AT_ONCE_NOW)
_BEFORE_ALL: InOrder = (datetime(1, 1, 2, tzinfo=UTC), UUID(int=0))


@dataclass(frozen=True, slots=True)
class _Anew:
    """What the times of a pipeline's jobs are counted with."""

    pipeline: Pipeline
    calendar: Calendar
    context: Context
    automations: Mapping[UUID, Automation] = field(default_factory=dict)


async def plan_times(
    pipeline_id: UUID,
    uow: UnitOfWork,
    context: Context,
    *,
    after: InOrder | None = None,
    changed: bool = False,
) -> Sequence[UUID]:
    """Plan the next jobs of the pipeline anew, and tell that the others follow; tells which jobs may move on now.

    A job whose time has come already is left alone; so is one that never waited: new automations do not fire for it.
    """
    places = await uow.jobs.open_after(pipeline_id, after or _BEFORE_ALL, AT_A_TIME)
    freed: Sequence[UUID] = ()
    if places:
        pipeline = await uow.pipelines.current(pipeline_id)
        automations = {automation.id: automation for automation in pipeline.automations}
        anew = _Anew(pipeline, await uow.firms.calendar(), context, automations)
        locked = await uow.jobs.all_locked([id_ for _, id_ in places])
        jobs = [
            one for one in locked if one.pipeline_id == pipeline_id and one.status is not JobStatus.ARCHIVED
        ]
        changed = _limit(jobs, anew) or changed
        freed = await _plan_runs(jobs, anew, uow)
    replan = Replan.of(pipeline_id, context)
    if len(places) == AT_A_TIME:
        replan.record(ReplanContinued(after=places[-1], changed=changed), context)
    elif changed:
        replan.record(ReplanFinished(), context)
    uow.pipelines.tell(replan)
    await uow.flush()
    return freed


async def plan_all_times(uow: UnitOfWork, context: Context) -> None:
    """The firm's calendar changed: each of its pipelines is next."""
    for outline in await uow.pipelines.outlines():
        if not outline.gone:
            replan = Replan.of(outline.id, context)
            replan.record(ReplanContinued(), context)
            uow.pipelines.tell(replan)


def _limit(jobs: Iterable[Job], anew: _Anew) -> bool:
    """Give jobs the time limits that their stages have now; tells whether one changed."""
    changed = False
    for job in jobs:
        limit_at = anew.pipeline.stage(job.stage_id).limit_at(job.entered_stage_at, anew.calendar)
        changed = changed or limit_at != job.limit_at
        job.limit_at = limit_at
    return changed


async def _plan_runs(jobs: Sequence[Job], anew: _Anew, uow: UnitOfWork) -> Sequence[UUID]:
    """Plan the runs that wait; tells the jobs of those that don't any more and might have held them."""
    stays = {visit_id: job for job in jobs for visit_id in (job.visit_id, job.status_visit_id) if visit_id}
    runs = await uow.runs.timed_in(stays.keys(), _TAKEN_BACK)
    visits = {visit.id: visit for visit in await uow.visits.many(run.visit_id for run in runs)}
    for run in runs:
        _plan(run, stays[run.visit_id], visits[run.visit_id], anew)
    ended = [run.job_id for run in runs if run.makes_action_item and run.state is not RunState.WAITING]
    return list(dict.fromkeys(ended))


def _plan(run: Run, job: Job, visit: StageVisit, anew: _Anew) -> None:
    context = anew.context
    if run.has_come_due or (run.state is RunState.WAITING and run.due_at and run.due_at <= context.now):
        return
    automation = anew.automations.get(run.automation_id)
    why = _why_not(automation)
    if why is not None or automation is None:
        if run.state is RunState.WAITING:
            run.finish(RunState.CANCELLED, context, why)
        return
    moments = moments_in(anew.pipeline, run.stage_id, visit.entered_at, job.due_date, anew.calendar, context)
    planned = automation.trigger.plan(moments)
    if run.state is RunState.CANCELLED:
        if planned.over or (planned.at is not None and planned.at <= context.now):
            return
        run.state, run.finished_at = RunState.WAITING, None
    run.plan(planned, context)


def _why_not(automation: Automation | None) -> str | None:
    if automation is None:
        return REMOVED
    if not automation.enabled:
        return SWITCHED_OFF
    return None if automation.trigger.timed else AT_ONCE_NOW
