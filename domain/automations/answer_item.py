"""What a webhook's call was to be waited for has come: its answer, or its callback."""

from uuid import UUID

from domain.automations.callback import Callback
from domain.items.model import LinkedItem
from domain.jobs.item_events import JobItemResolved
from domain.jobs.model import Job
from domain.shared.context import Context
from domain.shared.errors import NotFound
from domain.unit_of_work import UnitOfWork


async def receive_callback(callback: Callback, note: str, uow: UnitOfWork, context: Context) -> LinkedItem:
    """The receiver of a webhook calls back: its item is resolved, once, however often it calls.

    Raises NotFound when nothing waits for it any more: the move was undone, or somebody detached the item.
    """
    async with uow:
        try:
            job = await uow.jobs.locked(callback.job_id)
            item = await uow.items.get(callback.item_id)
        except NotFound as missing:
            raise NotFound("callback") from missing
        if item.job_id != job.id or item.unlinked_at is not None:
            raise NotFound("callback")
        if answer_item(job, item, "called_back", context):
            item.text = note or None
        await uow.commit(item)
    return item


async def answer_received(job_id: UUID, item_id: UUID, uow: UnitOfWork, context: Context) -> None:
    """The receiver of a webhook has answered; the commit is the caller's."""
    job, item = await uow.jobs.locked(job_id), await uow.items.get(item_id)
    if item.unlinked_at is None:
        answer_item(job, item, "answered", context)


def answer_item(job: Job, item: LinkedItem, resolution: str, context: Context) -> bool:
    """Resolve it; tells whether that is new. What a mover decided by hand gives way to what really came."""
    if item.resolved_at is not None and not item.by_hand:
        return False
    # A demo's clock may be ahead of the one that answers come by.
    item.resolve(resolution, max(context.now, item.linked_at))
    event = JobItemResolved(
        item_id=item.id, item_type=item.type, title=item.title or "", resolution=resolution
    )
    job.record(event, context)
    return True
