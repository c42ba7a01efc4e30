"""A job entered a stage or was given a custom status: consider each of its automations, in order, once."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from domain.automations.execute_run import execute_run
from domain.automations.judge_job import judge_job
from domain.automations.plan_runs import left_out, take_turn
from domain.automations.registry import ACTIONS, CATALOGUE
from domain.automations.run import Run, RunState
from domain.automations.timed_runs import moments_of
from domain.jobs.ports import JobAtHand
from domain.jobs.visit import StageVisit
from domain.notifications.notify import in_charge, notify
from domain.pipelines.conditions import Facts
from domain.pipelines.model import Automation, OnFailure, Repeat
from domain.shared.context import Context
from domain.shared.events import Fact
from domain.unit_of_work import UnitOfWork

MAX_DEPTH = 16
MAX_RUNS_OF_A_ROOT = 200
# Two systems that answer each other through the API begin a new chain each time: they are told by their pace.
MAX_RUNS_OF_A_JOB = 100
PACE = timedelta(minutes=10)
TOO_FAST = f"More than {MAX_RUNS_OF_A_JOB} automations ran for this job within 10 minutes."


async def run_automations(
    visit: StageVisit, at_hand: JobAtHand, fact: Fact, uow: UnitOfWork, context: Context
) -> None:
    """Run the automations of the visit's stage or status for the event that began it; then see whether the job moves on."""
    automations = at_hand.pipeline.automations_of(visit.owner_id)
    if automations:
        await _take_turns(visit, fact, at_hand, uow, context)
    visit.ran_at = context.now
    await uow.flush()
    # Where nothing moves on by itself there is nothing to judge; a job that an automation moved is judged where it went.
    may_move = (
        at_hand.pipeline.stage(at_hand.job.stage_id).automove or at_hand.job.status_visit_id is not None
    )
    if automations and may_move:
        await judge_job(visit.job_id, uow.nested(), context)


async def _take_turns(
    visit: StageVisit, fact: Fact, at_hand: JobAtHand, uow: UnitOfWork, context: Context
) -> None:
    automations = at_hand.pipeline.automations_of(visit.owner_id)
    runs = [_new_run(automation, visit, fact, at_hand, context) for automation in automations]
    guard = await _stopped(fact, visit.job_id, len(runs), uow, context)
    if guard:
        for run in runs:
            run.finish(RunState.STOPPED, context, guard)
    new = await uow.runs.claim(runs, context)
    await _tell_if_stopped(runs, fact, at_hand, uow, context)
    once = any(automation.repeat is Repeat.FIRST_VISIT for automation in automations)
    been_here = once and await uow.visits.entered_before(visit)
    stopped_by: str | None = None
    for run, automation in zip(runs, automations, strict=True):
        if run.id not in new or run.state is RunState.STOPPED:
            continue
        if stopped_by:
            run.finish(RunState.SKIPPED, context, f"“{stopped_by}” failed before it.")
            continue
        if automation.trigger.timed:
            out = left_out(automation, skipped=visit.skipped_automations, been_here=been_here)
            _plan(run, automation, visit, out, at_hand, context)
            continue
        facts = await _facts_now(automation, at_hand, uow)
        turn = take_turn(automation, facts, skipped=visit.skipped_automations, been_here=been_here)
        run.verdicts = list(turn.verdicts)
        if not turn.runs:
            run.finish(RunState.SKIPPED, context, turn.reason)
            continue
        await execute_run(run, automation, at_hand, uow, context)
        if any(made["type"] == "job" for made in run.made):
            # The job itself was changed: what comes after speaks of it as it is now.
            at_hand.job = await uow.jobs.reloaded(at_hand.job.id)
        if run.state is RunState.FAILED and automation.on_failure is OnFailure.STOP_THE_REST:
            stopped_by = run.title


def _plan(
    run: Run,
    automation: Automation,
    visit: StageVisit,
    left_out_because: str | None,
    at_hand: JobAtHand,
    context: Context,
) -> None:
    """A timed run waits; its conditions are judged when its time comes."""
    if left_out_because is not None:
        run.finish(RunState.SKIPPED, context, left_out_because)
        return
    moments = moments_of(at_hand, visit.stage_id, visit.entered_at, context)
    run.plan(automation.trigger.plan(moments), context)


async def _stopped(fact: Fact, job_id: UUID, new: int, uow: UnitOfWork, context: Context) -> str | None:
    """Why the loop guard stops these `new` runs, if it does (§6, loops)."""
    if fact.cause.depth > MAX_DEPTH:
        return f"Automations led to one another more than {MAX_DEPTH} times in a row."
    if fact.cause.depth and await uow.runs.count_of_root(fact.root_id) + new > MAX_RUNS_OF_A_ROOT:
        return f"One event led to more than {MAX_RUNS_OF_A_ROOT} runs."
    if await uow.runs.count_of_job(job_id, context.now - PACE) + new > MAX_RUNS_OF_A_JOB:
        return TOO_FAST
    return None


async def _tell_if_stopped(
    runs: Sequence[Run], fact: Fact, at_hand: JobAtHand, uow: UnitOfWork, context: Context
) -> None:
    """What the guard stopped is told to owner and admins, once for a chain and job, or in an hour."""
    stopped = [run for run in runs if run.state is RunState.STOPPED]
    if stopped:
        sentence = (
            f"Automations of “{at_hand.job.name}” were stopped: “{stopped[0].title}”. {stopped[0].reason}"
        )
        people = await in_charge((), uow)
        # What is too fast begins a new chain each time: it is told once in an hour.
        chain = f"{context.now:%Y-%m-%dT%H}" if stopped[0].reason == TOO_FAST else fact.root_id
        key = f"stopped:{chain}:{at_hand.job.id}"
        await notify(people, key, sentence, uow, context, job_id=at_hand.job.id)


async def _facts_now(automation: Automation, at_hand: JobAtHand, uow: UnitOfWork) -> Facts:
    """The facts of this turn: read again, because an earlier automation may have changed them."""
    if not automation.conditions:
        return at_hand.facts()
    return await uow.jobs.facts(at_hand.job.id, naming=automation.named())


def _new_run(
    automation: Automation, visit: StageVisit, fact: Fact, at_hand: JobAtHand, context: Context
) -> Run:
    return Run(
        firm_id=context.firm_id,
        id=context.new_id(),
        event_id=fact.id,
        root_id=fact.root_id,
        job_id=visit.job_id,
        visit_id=visit.id,
        automation_id=automation.id,
        pipeline_id=automation.pipeline_id,
        stage_id=visit.stage_id,
        revision=at_hand.pipeline.revision,
        action=automation.action,
        title=CATALOGUE.sentence(automation),
        created_at=context.now,
        updated_at=context.now,
        depth=fact.cause.depth,
        makes_action_item=ACTIONS[automation.action].waits(automation.settings),
    )
