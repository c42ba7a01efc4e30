"""Attach a task to a job by hand; detach an item, and attach it again."""

from dataclasses import dataclass
from uuid import UUID

from domain.items.model import LinkedItem
from domain.jobs.events import JobItemLinked, JobItemRelinked, JobItemUnlinked
from domain.jobs.ports import JobAtHand
from domain.shared.calendar import Calendar
from domain.shared.context import Context
from domain.shared.errors import NotFound, RuleViolation
from domain.tasks.model import Task
from domain.tasks.update_task import check_visible
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Linked:
    """An item, and the task that it attaches if it is one."""

    item: LinkedItem
    task: Task | None


async def link_task(
    job_id: UUID, task_id: UUID, uow: UnitOfWork, context: Context, *, scope: str | None = None
) -> Linked:
    """Link the task to the job as an action item. One that is completed already counts as resolved.

    `scope` is stage (its present visit) or status (its custom status, which must be given); None means the status if
    the job has one.

    Raises NotFound, RuleViolation.
    """
    async with uow:
        at_hand = await _at_hand(job_id, uow, context)
        task = await uow.tasks.locked(task_id)
        await check_visible(task, uow, context)
        if await uow.items.link_of(job_id, task_id):
            raise RuleViolation(f"“{task.title}” is linked to this job already.", code="already_linked")
        if scope == "status" and at_hand.job.status_visit_id is None:
            raise RuleViolation(f"“{at_hand.job.name}” has no custom status.", code="no_custom_status")
        item = LinkedItem(
            firm_id=context.firm_id,
            id=context.new_id(),
            job_id=job_id,
            visit_id=at_hand.visit.id if scope == "stage" else at_hand.scope_id,
            linked_at=context.now,
            linked_by=context.actor,
            task_id=task_id,
        )
        if task.is_resolved:
            item.resolve(task.status, task.completed_at or task.updated_at)
        uow.items.add(item)
        at_hand.job.record(JobItemLinked(item_id=item.id, task_id=task_id), context)
        linked = Linked(item, task)
        await uow.commit(linked)
    return linked


async def unlink_item(job_id: UUID, item_id: UUID, uow: UnitOfWork, context: Context) -> LinkedItem:
    """Detach an item; it stops holding the job.

    Raises NotFound.
    """
    async with uow:
        at_hand = await _at_hand(job_id, uow, context)
        item = await uow.items.get(item_id)
        if item.job_id != job_id or item.unlinked_at is not None:
            raise NotFound("item")
        item.unlinked_at = context.now
        at_hand.job.record(JobItemUnlinked(item_id=item.id, task_id=item.task_id), context)
        await uow.commit(item)
    return item


async def relink_item(job_id: UUID, item_id: UUID, uow: UnitOfWork, context: Context) -> Linked:
    """Attach again what was detached, where it was: the undo of `unlink_item`.

    What was done to a task meanwhile counts, but does not move the job by itself.
    Raises NotFound, RuleViolation when it is linked already.
    """
    async with uow:
        at_hand = await _at_hand(job_id, uow, context)
        item = await uow.items.get(item_id)
        if item.job_id != job_id:
            raise NotFound("item")
        task = await uow.tasks.locked(item.task_id) if item.task_id else None
        if item.unlinked_at is None or (task and await uow.items.link_of(job_id, task.id)):
            title = task.title if task else item.title
            raise RuleViolation(f"“{title}” is linked to this job already.", code="already_linked")
        item.unlinked_at = None
        item.put_off_reminders(context.now, Calendar(at_hand.time_zone))
        if task and task.is_resolved is not (item.resolved_at is not None):
            _catch_up(item, task, context)
        at_hand.job.record(JobItemRelinked(item_id=item.id, task_id=item.task_id), context)
        linked = Linked(item, task)
        await uow.commit(linked)
    return linked


def _catch_up(item: LinkedItem, task: Task, context: Context) -> None:
    """The task was settled, or reopened, while it was detached."""
    item.linked_at, item.linked_by = context.now, context.actor
    if task.is_resolved:
        item.resolve(task.status, task.completed_at or task.updated_at)
    else:
        item.reopen(context.now)


async def _at_hand(job_id: UUID, uow: UnitOfWork, context: Context) -> JobAtHand:
    at_hand = await uow.jobs.at_hand(job_id)
    context.rights.check_job(at_hand.pipeline.visible_to, at_hand.account_member_ids)
    return at_hand
