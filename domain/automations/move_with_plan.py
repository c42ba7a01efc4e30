"""A person's move, answered with the plan of what it sets off."""

from dataclasses import dataclass
from datetime import datetime

from domain.automations.plan_runs import Turn
from domain.automations.preview_move import plan_entry
from domain.jobs.model import Job
from domain.jobs.move_job import MoveJob, move_at_hand
from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PlannedMove:
    """The job after the move, what it sets off, and until when it can be taken back."""

    job: Job
    changed: bool
    plan: list[Turn]
    undo_until: datetime | None


async def move_with_plan(command: MoveJob, uow: UnitOfWork, context: Context) -> PlannedMove:
    """Move or transfer the job; the plan is what the worker is about to do.

    Raises what `move_job` raises.
    """
    async with uow:
        at_hand = await uow.jobs.at_hand(command.job_id)
        moved = await move_at_hand(command, at_hand, uow, context)
        plan: list[Turn] = []
        if moved.changed:
            stage = at_hand.pipeline.stage(command.stage_id)
            plan = await plan_entry(at_hand, stage, command.skip_automations, uow, context)
        result = PlannedMove(at_hand.job, moved.changed, plan, moved.undo_until)
        await uow.commit(result)
    return result
