"""What a member says of a reply that a job waits for: it came, or its reminders shall stop or go on."""

from uuid import UUID

from domain.automations.answer_item import answer_item
from domain.items.model import LinkedItem
from domain.jobs.item_events import JobItemRemindersSwitched, JobItemReopened
from domain.jobs.ports import JobAtHand
from domain.notifications.notify import in_charge, notify
from domain.shared.calendar import Calendar
from domain.shared.context import Context
from domain.shared.errors import NotFound, RuleViolation
from domain.unit_of_work import UnitOfWork


async def change_reply(
    job_id: UUID,
    item_id: UUID,
    uow: UnitOfWork,
    context: Context,
    *,
    answered: bool | None = None,
    reminders_on: bool | None = None,
) -> LinkedItem:
    """Mark it answered, or not answered after all; switch its reminders. None leaves that as it is.

    Raises NotFound, RuleViolation when it is no reply, or no reminders are left.
    """
    async with uow:
        at_hand = await uow.jobs.at_hand(job_id)
        context.rights.check_job(at_hand.pipeline.visible_to, at_hand.account_member_ids)
        item = await uow.items.get(item_id)
        if item.job_id != job_id or item.unlinked_at is not None:
            raise NotFound("item")
        if item.type != "reply":
            raise RuleViolation("This is no reply to an e-mail.", code="not_a_reply")
        if reminders_on is not None:
            _switch(item, at_hand, context, on=reminders_on)
        if answered:
            answer_item(at_hand.job, item, "answered", context)
        elif answered is False and item.resolved_at is not None:
            await _open_again(item, at_hand, uow, context)
        await uow.commit(item)
    return item


def _switch(item: LinkedItem, at_hand: JobAtHand, context: Context, *, on: bool) -> None:
    if on is (item.remind_at is not None):
        return
    if not item.reminders_left:
        raise RuleViolation("There are no reminders left to send.", code="no_reminders_left")
    item.switch_reminders(context.now, Calendar(at_hand.time_zone), on=on)
    at_hand.job.record(JobItemRemindersSwitched(item_id=item.id, title=item.title or "", on=on), context)


async def _open_again(item: LinkedItem, at_hand: JobAtHand, uow: UnitOfWork, context: Context) -> None:
    """It did not come after all. A job that has moved on stays where it is, and those in charge are told (§7.9)."""
    job, title = at_hand.job, item.title or ""
    item.reopen(context.now)
    item.put_off_reminders(context.now, Calendar(at_hand.time_zone))
    left_behind = item.visit_id not in (job.visit_id, job.status_visit_id)
    news = JobItemReopened(item_id=item.id, task_id=None, title=title, left_behind=left_behind)
    told = job.record(news, context)
    if left_behind:
        now = at_hand.pipeline.stage(job.stage_id).name
        sentence = f"“{title}” is open again, but “{job.name}” has moved on to “{now}”. The job stays there."
        people = await in_charge(job.assignee_ids, uow)
        await notify(people, f"reopened:{told.id}:{job.id}", sentence, uow, context, job_id=job.id)
