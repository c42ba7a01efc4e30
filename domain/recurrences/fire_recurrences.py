"""What is due becomes an event; the event becomes a job, once."""

from datetime import date
from uuid import UUID

from domain.jobs.create_jobs import CreateJobs, create_jobs
from domain.jobs.model import Priority
from domain.notifications.notify import in_charge, notify
from domain.recurrences.dates import plan_next
from domain.recurrences.events import (
    RecurrenceDue,
    RecurrenceFailed,
    RecurrenceJobCreated,
    RecurrenceSkipped,
)
from domain.recurrences.model import Occurrence, OccurrenceState, Recurrence
from domain.recurrences.pause_recurrence import seen
from domain.shared.context import Actor, Context
from domain.shared.errors import RuleViolation, TickmarkError
from domain.unit_of_work import UnitOfWork

_AT_ONCE = 50
_OF_ONE = 40


async def fire_recurrences(uow: UnitOfWork, context: Context) -> int:
    """Tell of each occurrence of the firm whose time has come, missed ones too, and plan the next; tells how many.

    The commit is the caller's.
    """
    calendar = await uow.firms.calendar()
    fired = 0
    for recurrence in await uow.recurrences.come_due(context.now, _AT_ONCE):
        for _ in range(_OF_ONE):
            if recurrence.next_at is None or recurrence.next_date is None or recurrence.next_at > context.now:
                break
            recurrence.record(RecurrenceDue(date=recurrence.next_date), context)
            plan_next(recurrence, recurrence.next_date, calendar, uow, context)
            fired += 1
    return fired


async def make_occurrence(recurrence_id: UUID, date_: date, uow: UnitOfWork, context: Context) -> None:
    """Create the job of an occurrence, or note why there is none; a date that was decided stays so."""
    recurrence = await uow.recurrences.locked(recurrence_id)
    if await uow.occurrences.of_date(recurrence_id, date_) is not None:
        return
    occurrence = Occurrence(
        firm_id=context.firm_id,
        id=context.new_id(),
        recurrence_id=recurrence_id,
        date=date_,
        state=OccurrenceState.SKIPPED,
        at=context.now,
    )
    uow.occurrences.add(occurrence)
    if date_ in recurrence.skips:
        recurrence.skips = [day for day in recurrence.skips if day != date_]
        recurrence.record(RecurrenceSkipped(date=date_), context)
        return
    await _create(occurrence, recurrence, uow, context)


async def retry_occurrence(recurrence_id: UUID, date_: date, uow: UnitOfWork, context: Context) -> Occurrence:
    """Try again to create the job of an occurrence that failed.

    Raises Forbidden, NotFound, RuleViolation when it did not fail.
    """
    async with uow:
        recurrence = await seen(recurrence_id, uow, context)
        occurrence = await uow.occurrences.of_date(recurrence_id, date_)
        if occurrence is None or occurrence.state is not OccurrenceState.FAILED:
            raise RuleViolation(
                "Only an occurrence that failed can be tried again.", code="occurrence_not_failed"
            )
        await _create(occurrence, recurrence, uow, context)
        await uow.commit(occurrence)
    return occurrence


async def _create(occurrence: Occurrence, recurrence: Recurrence, uow: UnitOfWork, context: Context) -> None:
    occurrence.at, occurrence.reason = context.now, None
    actor = Actor("recurrence", recurrence.id, "Recurrence")
    try:
        [job] = await create_jobs(
            await _command(recurrence, occurrence.date, uow), uow.nested(), context.acting_as(actor)
        )
    except TickmarkError as refusal:
        occurrence.state, occurrence.reason = OccurrenceState.FAILED, str(refusal)
        recurrence.record(RecurrenceFailed(date=occurrence.date, reason=str(refusal)), context)
        key = f"recurrence:{recurrence.id}:{occurrence.date}"
        people = await in_charge(recurrence.template.assignee_ids, uow)
        sentence = f"The recurring job of {occurrence.date.isoformat()} could not be made. {refusal}"
        await notify(people, key, sentence, uow, context, job_id=None)
        return
    occurrence.state, occurrence.job_id = OccurrenceState.CREATED, job.id
    recurrence.record(RecurrenceJobCreated(date=occurrence.date, job_id=job.id), context)


async def _command(recurrence: Recurrence, date_: date, uow: UnitOfWork) -> CreateJobs:
    """The job of an occurrence; its due date counts from the day on which it was to be made, however late it is."""
    template, calendar = recurrence.template, await uow.firms.calendar()
    day, due = recurrence.day_of(date_, calendar), None
    if template.due_in_days is not None:
        due = calendar.after(day, template.due_in_days, template.due_unit)
    return CreateJobs(
        pipeline_id=recurrence.pipeline_id,
        account_ids=(recurrence.account_id,),
        stage_id=template.stage_id,
        name=template.name or None,
        assignee_ids=template.assignee_ids,
        role_ids=template.role_ids,
        priority=Priority(template.priority),
        due_date=due,
        description=template.description,
        period=recurrence.period_of(date_),
        day=day,
    )
