"""Carry out one run: its action in a part of its own, so that a refusal takes back that part only."""

from dataclasses import replace

from domain.automations.action import At
from domain.automations.registry import ACTIONS
from domain.automations.run import Run, RunState
from domain.jobs.ports import JobAtHand
from domain.pipelines.model import Automation
from domain.shared.context import Actor, Context
from domain.shared.effects import Effect
from domain.shared.errors import StaleVersion, TickmarkError
from domain.unit_of_work import UnitOfWork


async def execute_run(
    run: Run, automation: Automation, at_hand: JobAtHand, uow: UnitOfWork, context: Context
) -> None:
    """Do the action and note its outcome on the run. What leaves the firm keeps the run waiting until it is delivered.

    A refusal (a rule, something missing) fails the run for good; anything else is the caller's to retry.
    """
    action = ACTIONS[run.action]
    run.attempts += 1
    cause = replace(context.cause, run_id=run.id)
    actor = Actor("automation", automation.id, run.title)
    inner = uow.nested()
    at = At(at_hand=at_hand, run=run, uow=inner, context=context.because(cause).acting_as(actor))
    try:
        async with inner:
            run.made = await action.run(action.read(automation.settings), at)
            await inner.commit()
    except StaleVersion:
        raise  # somebody was faster: no refusal, the whole event is heard again
    except TickmarkError as refusal:
        run.made = []
        run.fail(refusal.stable_code, str(refusal), context)
        return
    run.error = None
    if not action.outward:
        run.finish(RunState.SUCCEEDED, context)


def note_delivery(run: Run, effects: list[Effect], context: Context) -> None:
    """A run with effects succeeds when all are delivered, and fails when one can't be."""
    states = {effect.state for effect in effects}
    if "failed" in states:
        error = next(effect.last_error for effect in effects if effect.state == "failed")
        run.fail("delivery_failed", error or "It could not be delivered.", context)
    elif states == {"delivered"}:
        run.error = None
        run.finish(RunState.SUCCEEDED, context)
