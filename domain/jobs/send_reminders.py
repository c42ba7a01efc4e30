"""Remind the client of what a job waits for (§8): the mail is sent once more to those who got it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from domain.accounts.model import AccountStatus
from domain.items.model import LinkedItem
from domain.jobs.item_events import JobItemReminded
from domain.jobs.model import Job, JobStatus
from domain.notifications.notify import in_charge, notify
from domain.shared.calendar import Calendar
from domain.shared.context import Cause, Context
from domain.shared.effects import Effect, EffectState
from domain.unit_of_work import UnitOfWork

OF_ITEM = "reminder_of"
"""In the payload of a mail: the item that it reminds of."""
_AT_ONCE = 20


async def send_reminders(uow: UnitOfWork, context: Context) -> int:
    """Remind of each item of the firm whose time has come; tells how many there were. The commit is the caller's."""
    due = await uow.items.to_remind_of(context.now, _AT_ONCE)
    if due:
        calendar = await uow.firms.calendar()
        for job_id, item_id in due:
            await _remind(await uow.jobs.locked(job_id), item_id, calendar, uow, context)
    return len(due)


async def withdraw_reminder(effect_id: UUID, uow: UnitOfWork) -> bool:
    """It is about to be sent, but no longer wanted: it is cancelled. Tells whether. The commit is the caller's."""
    effect = await uow.effects.get(effect_id)
    item = await uow.items.get(UUID(str(effect.payload[OF_ITEM])))
    if not item.reminders_off and await _is_wanted(item, await uow.jobs.get(item.job_id), uow):
        return False
    effect.state, effect.lease_until = EffectState.CANCELLED, None
    return True


async def reminder_failed(effect: Effect, uow: UnitOfWork, context: Context) -> None:
    """It can't be delivered: those in charge of the job are told. The commit is the caller's."""
    assert effect.job_id is not None  # a reminder belongs to a job
    job = await uow.jobs.get(effect.job_id)
    sentence = (
        f"“{effect.payload['subject']}” of “{job.name}” could not be delivered. {effect.last_error or ''}"
    )
    people = await in_charge(job.assignee_ids, uow)
    await notify(people, effect.key, sentence.strip(), uow, context, job_id=job.id)


async def _remind(job: Job, item_id: UUID, calendar: Calendar, uow: UnitOfWork, context: Context) -> None:
    # Read with the job's lock held: meanwhile somebody may have answered, or another may have reminded.
    item = await uow.items.locked(item_id)
    mails = await _mails(item, job, uow)
    if not mails or not item.reminder_due(context.now):
        item.put_off_reminders(context.now, calendar)
        return
    item.remind(context.now, calendar)
    for number, mail in enumerate(mails):
        uow.effects.add(_effect(f"reminder:{item.id}:{item.reminders_sent}:{number}", mail, job, context))
    told = JobItemReminded(item_id=item.id, title=item.title or "", number=item.reminders_sent)
    job.record(told, context.because(Cause(run_id=item.run_id)))


async def _is_wanted(item: LinkedItem, job: Job, uow: UnitOfWork) -> bool:
    if not item.holds or job.status is JobStatus.ARCHIVED:
        return False
    return (await uow.accounts.get(job.account_id)).status is AccountStatus.ACTIVE


async def _mails(item: LinkedItem, job: Job, uow: UnitOfWork) -> list[Mapping[str, object]]:
    """What was delivered of the original, to those who got it and are still to be written to; none where nobody is."""
    if item.run_id is None or not await _is_wanted(item, job, uow):
        return []
    known = {str(one.contact_id): one.email for one in await uow.accounts.recipients(job.account_id)}
    mails: list[Mapping[str, object]] = []
    for sent in await uow.effects.of_run(item.run_id):
        payload: Mapping[str, Any] = sent.payload
        addresses = [known[one] for one in payload["contact_ids"] if one in known]
        if sent.state is EffectState.DELIVERED and addresses:
            subject = f"Reminder: {payload['subject']}"
            first, *others = addresses
            mail = {"to": [first], "cc": others, "subject": subject, "body": payload["body"]}
            mails.append({**mail, OF_ITEM: item.id})
    return mails


def _effect(key: str, mail: Mapping[str, object], job: Job, context: Context) -> Effect:
    return Effect(
        firm_id=context.firm_id,
        id=context.new_id(),
        type="email",
        key=key,
        payload=dict(mail),
        created_at=context.now,
        due_at=context.now,
        job_id=job.id,
        account_id=job.account_id,
    )
