"""Note what became of an effect, and of the run that it belongs to."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from domain.automations.answer_item import answer_received
from domain.automations.execute_run import note_delivery
from domain.automations.run import Run, RunState
from domain.jobs.send_reminders import OF_ITEM, reminder_failed
from domain.shared.context import Cause, Context
from domain.shared.effects import SECRET, Attempt, Effect, EffectState
from domain.unit_of_work import UnitOfWork


async def complete_effect(
    effect_id: UUID,
    delivered_by: str,
    uow: UnitOfWork,
    context: Context,
    *,
    error: str | None = None,
    note: str | None = None,
    attempt: Attempt | None = None,
) -> None:
    """Delivered, perhaps with a `note`, or failed for good when there is an `error`. The commit is the caller's."""
    effect = await uow.effects.get(effect_id)
    effect.lease_until = None
    effect.last_error = error or note
    if error is None:
        effect.state, effect.delivered_at, effect.delivered_by = (
            EffectState.DELIVERED,
            context.now,
            delivered_by,
        )
    else:
        effect.state = EffectState.FAILED
        if OF_ITEM in effect.payload:
            await reminder_failed(effect, uow, context)
    if effect.type in SECRET:
        effect.payload = {}
    if effect.run_id is not None:
        run = await uow.runs.locked(effect.run_id)
        if attempt is not None:
            run.note_attempt(effect.id, attempt)
        if run.state is RunState.WAITING:
            note_delivery(run, list(await uow.effects.of_run(run.id)), context)
        if error is None:
            await _answered(effect, run, uow, context)


async def note_attempt(effect_id: UUID, run_id: UUID, attempt: Attempt, uow: UnitOfWork) -> None:
    """It will be tried again; the run tells what came of this attempt. The commit is the caller's."""
    (await uow.runs.locked(run_id)).note_attempt(effect_id, attempt)


async def _answered(effect: Effect, run: Run, uow: UnitOfWork, context: Context) -> None:
    """What waited for the answer is resolved: the chain goes on that led to the call."""
    payload: Mapping[str, Any] = effect.payload
    if payload.get("wait") == "answer" and effect.job_id is not None:
        cause = Cause(root_id=run.root_id, run_id=run.id, depth=run.depth)
        await answer_received(effect.job_id, UUID(payload["item_id"]), uow, context.because(cause))
