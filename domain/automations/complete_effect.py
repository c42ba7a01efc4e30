"""Note what became of an effect, and of the run that it belongs to."""

from uuid import UUID

from domain.automations.execute_run import note_delivery
from domain.automations.run import RunState
from domain.shared.context import Context
from domain.shared.effects import SECRET, EffectState
from domain.unit_of_work import UnitOfWork


async def complete_effect(
    effect_id: UUID,
    delivered_by: str,
    uow: UnitOfWork,
    context: Context,
    *,
    error: str | None = None,
    note: str | None = None,
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
    if effect.type in SECRET:
        effect.payload = {}
    if effect.run_id is not None:
        run = await uow.runs.locked(effect.run_id)
        if run.state is RunState.WAITING:
            note_delivery(run, list(await uow.effects.of_run(run.id)), context)
