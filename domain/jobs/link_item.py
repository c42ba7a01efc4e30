"""Attach a task, another job or a note to a job by hand; detach an item, and attach it again."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.items.model import LinkedItem
from domain.jobs.item_events import JobItemLinked, JobItemRelinked, JobItemUnlinked
from domain.jobs.ports import JobAtHand
from domain.shared.calendar import Calendar
from domain.shared.context import Context
from domain.shared.errors import NotFound, RuleViolation
from domain.tasks.model import Task
from domain.tasks.update_task import check_visible
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Linked:
    """An item, the task that it attaches if it is one, and what it is called."""

    item: LinkedItem
    task: Task | None
    title: str | None


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
        item = _new_item(at_hand, scope, context, task_id=task_id)
        if task.is_resolved:
            item.resolve(task.status, task.completed_at or task.updated_at)
        linked = Linked(item, task, task.title)
        _store(linked, at_hand, uow, context)
        await uow.commit(linked)
    return linked


async def link_job(
    job_id: UUID, linked_job_id: UUID, uow: UnitOfWork, context: Context, *, scope: str | None = None
) -> Linked:
    """Link another job to the job; it holds nothing. `scope` is as for tasks.

    Raises NotFound, RuleViolation.
    """
    async with uow:
        at_hand = await _at_hand(job_id, uow, context)
        if linked_job_id == job_id:
            raise RuleViolation("A job is not linked to itself.", code="linked_to_itself")
        name = await _name_of(linked_job_id, uow, context)
        if await uow.items.link_between(job_id, linked_job_id):
            raise RuleViolation(f"“{name}” is linked to this job already.", code="already_linked")
        item = _new_item(at_hand, scope, context, type="job", linked_job_id=linked_job_id, action_item=False)
        linked = Linked(item, None, name)
        _store(linked, at_hand, uow, context)
        await uow.commit(linked)
    return linked


async def link_note(
    job_id: UUID, title: str, text: str, uow: UnitOfWork, context: Context, *, scope: str | None = None
) -> Linked:
    """Attach a note to the job; it holds nothing. `scope` is as for tasks.

    Raises NotFound, RuleViolation.
    """
    async with uow:
        at_hand = await _at_hand(job_id, uow, context)
        item = _new_item(at_hand, scope, context, type="note", title=title, text=text, action_item=False)
        linked = Linked(item, None, title)
        _store(linked, at_hand, uow, context)
        await uow.commit(linked)
    return linked


def _new_item(at_hand: JobAtHand, scope: str | None, context: Context, **what: Any) -> LinkedItem:
    """An item in the scope that is wanted.

    Raises RuleViolation when the job has no custom status.
    """
    if scope == "status" and at_hand.job.status_visit_id is None:
        raise RuleViolation(f"“{at_hand.job.name}” has no custom status.", code="no_custom_status")
    return LinkedItem(
        firm_id=context.firm_id,
        id=context.new_id(),
        job_id=at_hand.job.id,
        visit_id=at_hand.visit.id if scope == "stage" else at_hand.scope_id,
        linked_at=context.now,
        linked_by=context.actor,
        **what,
    )


def _store(linked: Linked, at_hand: JobAtHand, uow: UnitOfWork, context: Context) -> None:
    item = linked.item
    uow.items.add(item)
    # Whoever sees this job need not see the other one: its name is not told.
    title = "" if item.linked_job_id else linked.title or ""
    told = JobItemLinked(item_id=item.id, task_id=item.task_id, item_type=item.type, title=title)
    at_hand.job.record(told, context)


async def _name_of(job_id: UUID, uow: UnitOfWork, context: Context) -> str:
    """Another job's name.

    Raises NotFound when there is none, or it may not be seen.
    """
    if not await uow.jobs.visible(job_id, context.rights):
        raise NotFound("job")
    return (await uow.jobs.get(job_id)).name


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
        title = task.title if task else item.title
        if item.linked_job_id is not None:
            title = await _name_of(item.linked_job_id, uow, context)
        if item.unlinked_at is None or await _is_linked(item, uow):
            raise RuleViolation(f"“{title}” is linked to this job already.", code="already_linked")
        item.unlinked_at = None
        item.put_off_reminders(context.now, Calendar(at_hand.time_zone))
        if task and task.is_resolved is not (item.resolved_at is not None):
            _catch_up(item, task, context)
        at_hand.job.record(JobItemRelinked(item_id=item.id, task_id=item.task_id), context)
        linked = Linked(item, task, title)
        await uow.commit(linked)
    return linked


async def _is_linked(item: LinkedItem, uow: UnitOfWork) -> bool:
    """Whether its task or job is attached by another item meanwhile."""
    if item.task_id is not None:
        return await uow.items.link_of(item.job_id, item.task_id) is not None
    if item.linked_job_id is not None:
        return await uow.items.link_between(item.job_id, item.linked_job_id) is not None
    return False


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
