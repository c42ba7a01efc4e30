"""What a mover says of the items that are still open where the job leaves: done, or canceled."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from domain.items.model import BY_HAND, LinkedItem
from domain.jobs.events import JobItemResolved
from domain.jobs.ports import JobAtHand
from domain.shared.context import Context
from domain.shared.errors import Fault, Invalid
from domain.tasks.model import TaskStatus
from domain.tasks.update_task import update_task
from domain.unit_of_work import UnitOfWork


async def settle_items(
    decisions: Sequence[tuple[UUID, str]], at_hand: JobAtHand, uow: UnitOfWork, context: Context
) -> list[dict[str, str]]:
    """Mark open items of the job's visit done or canceled; tells what they were, for the undo.

    Raises Invalid when one is not open there.
    """
    if not decisions:
        return []
    items = {item.id: item for item in await uow.items.of_visit(at_hand.visit.id) if item.holds}
    settled: list[dict[str, str]] = []
    for index, (item_id, decision) in enumerate(decisions):
        item = items.get(item_id)
        if item is None:
            sentence = "This item is not open in the job's present stage."
            raise Invalid([Fault(f"/open_items/{index}/item_id", "item_not_open", sentence)])
        if decision not in BY_HAND:
            continue
        if item.task_id is not None:
            settled.append(await _settle_task(item.task_id, BY_HAND[decision], uow, context))
        else:
            settled.append(_settle_item(item, BY_HAND[decision], at_hand, context))
    return settled


async def _settle_task(task_id: UUID, status: str, uow: UnitOfWork, context: Context) -> dict[str, str]:
    task = await uow.tasks.get(task_id)
    was = {"task_id": str(task_id), "status": str(task.status)}
    await update_task(task_id, {"status": TaskStatus(status)}, uow.nested(), context)
    return was


def _settle_item(item: LinkedItem, resolution: str, at_hand: JobAtHand, context: Context) -> dict[str, str]:
    item.resolve(resolution, context.now)
    event = JobItemResolved(
        item_id=item.id, item_type=item.type, title=item.title or "", resolution=resolution
    )
    at_hand.job.record(event, context)
    return {"item_id": str(item.id)}


async def reopen_settled(settled: Iterable[Mapping[str, str]], uow: UnitOfWork, context: Context) -> None:
    """The move was undone: what the mover settled is open again, unless it was really resolved meanwhile."""
    for was in settled:
        if "task_id" in was:
            values: dict[str, object] = {"status": TaskStatus(was["status"])}
            await update_task(UUID(was["task_id"]), values, uow.nested(), context)
            continue
        item = await uow.items.get(UUID(was["item_id"]))
        if item.by_hand:
            item.reopen(context.now)
