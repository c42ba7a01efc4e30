"""Pause and end recurrences; leave single dates out."""

from datetime import date
from itertools import takewhile
from uuid import UUID

from domain.recurrences.dates import plan_next
from domain.recurrences.events import RecurrencePaused, RecurrenceResumed, RecurrenceUpdated
from domain.recurrences.model import Recurrence, RecurrenceState
from domain.shared.context import Context
from domain.shared.errors import Fault, Invalid, NotFound
from domain.unit_of_work import UnitOfWork


async def pause_recurrence(
    recurrence_id: UUID, uow: UnitOfWork, context: Context, *, paused: bool
) -> Recurrence:
    """Let it rest, or go on from now: what it missed while it rested is not made.

    Raises Forbidden, NotFound.
    """
    async with uow:
        recurrence = await seen(recurrence_id, uow, context)
        if paused and recurrence.state is RecurrenceState.ACTIVE:
            recurrence.state, recurrence.next_at = RecurrenceState.PAUSED, None
            recurrence.record(RecurrencePaused(), context)
        elif not paused and recurrence.state is RecurrenceState.PAUSED:
            recurrence.state = RecurrenceState.ACTIVE
            plan_next(recurrence, None, await uow.firms.calendar(), uow, context)
            recurrence.record(RecurrenceResumed(), context)
        await uow.commit(recurrence)
    return recurrence


async def skip_date(
    recurrence_id: UUID, date_: date, uow: UnitOfWork, context: Context, *, skipped: bool
) -> Recurrence:
    """Leave one occurrence out, or take that back. The date must be one of the rule's that is still ahead.

    Raises Forbidden, NotFound, Invalid.
    """
    async with uow:
        recurrence = await seen(recurrence_id, uow, context)
        ahead = recurrence.next_date is not None and date_ >= recurrence.next_date
        dates = uow.recurrences.dates(recurrence.rule, recurrence.starts_on)
        if not ahead or date_ not in takewhile(lambda one: one <= date_, dates):
            raise Invalid([Fault("/date", "no_such_occurrence", "This is no coming date of the schedule.")])
        if skipped is not (date_ in recurrence.skips):
            others = [day for day in recurrence.skips if day != date_]
            recurrence.skips = sorted([*others, date_] if skipped else others)
            recurrence.record(RecurrenceUpdated(), context)
        await uow.commit(recurrence)
    return recurrence


async def delete_recurrence(recurrence_id: UUID, uow: UnitOfWork, context: Context) -> None:
    """End it for good; its jobs stay.

    Raises Forbidden, NotFound.
    """
    async with uow:
        recurrence = await seen(recurrence_id, uow, context)
        recurrence.deleted_at, recurrence.next_at = context.now, None
        recurrence.state = RecurrenceState.ENDED
        recurrence.record(RecurrenceUpdated(), context)
        await uow.commit()


async def seen(recurrence_id: UUID, uow: UnitOfWork, context: Context) -> Recurrence:
    """The recurrence, locked for a change, if whoever asks may see its pipeline and account.

    Raises Forbidden, NotFound.
    """
    recurrence = await uow.recurrences.locked(recurrence_id)
    account = await uow.accounts.get(recurrence.account_id)
    pipeline = await uow.pipelines.current(recurrence.pipeline_id)
    if not (
        context.rights.sees_account(account.member_ids) and context.rights.sees_pipeline(pipeline.visible_to)
    ):
        raise NotFound("recurrence")
    context.rights.require("manage_pipelines")
    return recurrence
