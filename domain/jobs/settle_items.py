"""What a mover says of the items that are still open where the job leaves: done, canceled, or carried along."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from domain.items.model import BY_HAND, CARRY, LEAVE, LinkedItem
from domain.jobs.item_events import JobItemCarried, JobItemResolved
from domain.jobs.ports import JobAtHand
from domain.jobs.visit import StageVisit
from domain.shared.context import Context
from domain.shared.errors import Fault, Invalid
from domain.tasks.model import TaskStatus
from domain.tasks.update_task import update_task
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of the items: what they were, for the undo, and those that go along with the job."""

    was: list[dict[str, str]] = field(default_factory=list)
    carried: list[LinkedItem] = field(default_factory=list)

    def follow(self, visit: StageVisit) -> None:
        """The job has come to `visit`: what goes along holds it there."""
        visit.settled = self.was
        for item in self.carried:
            item.visit_id = visit.id


def decided(
    open_items: Iterable[UUID], decisions: Sequence[tuple[UUID, str]], others: str
) -> dict[UUID, str]:
    """What becomes of each of the open items: as decided, `others` where nothing is."""
    said = dict(decisions)
    return {item_id: said.get(item_id, others) for item_id in open_items}


async def settle_items(
    decisions: Sequence[tuple[UUID, str]],
    others: str,
    at_hand: JobAtHand,
    uow: UnitOfWork,
    context: Context,
) -> Settled:
    """Mark open items of the job's visit done or canceled, or take them along; `others` is for those without a decision.

    Raises Invalid when one is not open there.
    """
    settled = Settled()
    if not decisions and others == LEAVE:
        return settled
    items = {item.id: item for item in await uow.items.of_visit(at_hand.visit.id) if item.holds}
    for index, (item_id, _) in enumerate(decisions):
        if item_id not in items:
            sentence = "This item is not open in the job's present stage."
            raise Invalid([Fault(f"/open_items/{index}/item_id", "item_not_open", sentence)])
    for item_id, decision in decided(items, decisions, others).items():
        if decision == CARRY:
            settled.carried.append(items[item_id])
        elif decision in BY_HAND:
            settled.was.append(await _settle(items[item_id], BY_HAND[decision], at_hand, uow, context))
    await _carry(settled, at_hand, uow, context)
    return settled


async def _settle(
    item: LinkedItem, resolution: str, at_hand: JobAtHand, uow: UnitOfWork, context: Context
) -> dict[str, str]:
    if item.task_id is not None:
        return await _settle_task(item.task_id, resolution, uow, context)
    return _settle_item(item, resolution, at_hand, context)


async def _carry(settled: Settled, at_hand: JobAtHand, uow: UnitOfWork, context: Context) -> None:
    tasks = [item.task_id for item in settled.carried if item.task_id is not None]
    titles = {task.id: task.title for task in await uow.tasks.many(tasks)}
    for item in settled.carried:
        title = titles[item.task_id] if item.task_id else item.title or ""
        at_hand.job.record(JobItemCarried(item_id=item.id, task_id=item.task_id, title=title), context)
        settled.was.append({"item_id": str(item.id), "visit_id": str(item.visit_id)})


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
    """The move was undone: what the mover settled is open again, unless it was really resolved meanwhile, and what went
    along is back where it was.
    """
    for was in settled:
        if "task_id" in was:
            values: dict[str, object] = {"status": TaskStatus(was["status"])}
            await update_task(UUID(was["task_id"]), values, uow.nested(), context)
            continue
        item = await uow.items.get(UUID(was["item_id"]))
        if "visit_id" in was:
            item.visit_id = UUID(was["visit_id"])
        elif item.by_hand:
            item.reopen(context.now)
