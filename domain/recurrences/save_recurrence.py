"""Create, change, pause and end recurrences."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, takewhile
from uuid import UUID

from domain.accounts.field_values import fields_in
from domain.accounts.model import AccountStatus
from domain.recurrences.events import (
    RecurrenceCreated,
    RecurrencePaused,
    RecurrenceResumed,
    RecurrenceUpdated,
)
from domain.recurrences.model import JobTemplate, Recurrence, RecurrenceState
from domain.shared.calendar import Calendar
from domain.shared.context import Context
from domain.shared.errors import Fault, Invalid, NotFound, RuleViolation, StaleVersion
from domain.shared.shortcodes import IN_JOB_NAMES, unknown_code
from domain.unit_of_work import UnitOfWork

FIELDS = frozenset(
    {"rule", "starts_on", "ends_on", "at_minute", "roll", "period_unit", "period_offset", "template"}
)
_SOON = timedelta(days=3653)


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateRecurrences:
    """One recurrence for each account; `values` are FIELDS of it."""

    pipeline_id: UUID
    account_ids: tuple[UUID, ...]
    values: Mapping[str, object]


async def create_recurrences(
    command: CreateRecurrences, uow: UnitOfWork, context: Context
) -> list[Recurrence]:
    """Make the schedules. Dates before today are not made up for.

    Raises Forbidden, NotFound, Invalid, RuleViolation when a schedule would never create a job.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        accounts = await uow.accounts.many(command.account_ids)
        for account in accounts:
            if not context.rights.sees_account(account.member_ids):
                raise NotFound("account")
            if account.status is AccountStatus.ARCHIVED:
                raise RuleViolation(f"“{account.name}” is archived.", code="account_is_archived")
        made = [_new(command, account.id, context) for account in accounts]
        calendar = await uow.firms.calendar()
        for recurrence in made:
            await _check(recurrence, uow, context)
            plan_next(recurrence, None, calendar, uow, context)
            if recurrence.next_date is None:
                raise RuleViolation("No date of this rule lies ahead.", code="recurrence_never_happens")
            recurrence.record(RecurrenceCreated(), context)
            uow.recurrences.add(recurrence)
        await uow.commit(made)
    return made


async def drafted(command: CreateRecurrences, uow: UnitOfWork, context: Context) -> Recurrence:
    """The schedule of the first account as it would be; nothing is stored. `uow` is open.

    Raises NotFound, Invalid.
    """
    account = await uow.accounts.get(command.account_ids[0])
    if not context.rights.sees_account(account.member_ids):
        raise NotFound("account")
    recurrence = _new(command, account.id, context)
    await _check(recurrence, uow, context)
    plan_next(recurrence, None, await uow.firms.calendar(), uow, context)
    return recurrence


async def update_recurrence(
    recurrence_id: UUID,
    values: Mapping[str, object],
    uow: UnitOfWork,
    context: Context,
    *,
    expected_version: int | None = None,
) -> Recurrence:
    """Set some of FIELDS, for this and all future occurrences; jobs that were made stay as they are.

    Raises Forbidden, NotFound, Invalid, StaleVersion.
    """
    async with uow:
        recurrence = await seen(recurrence_id, uow, context)
        if expected_version not in (None, recurrence.version):
            raise StaleVersion("recurrence", recurrence.version)
        before = recurrence.next_date
        for name in FIELDS & values.keys():
            setattr(recurrence, name, values[name])
        await _check(recurrence, uow, context)
        if recurrence.state is not RecurrenceState.PAUSED:
            # What is still to come of today may move; what was made today is in the ledger and not made again.
            plan_next(recurrence, None, await uow.firms.calendar(), uow, context, not_before=before)
        recurrence.record(RecurrenceUpdated(), context)
        await uow.commit(recurrence)
    return recurrence


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
        if not ahead or date_ not in _until(
            date_, uow.recurrences.dates(recurrence.rule, recurrence.starts_on)
        ):
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


def plan_next(
    recurrence: Recurrence,
    after: date | None,
    calendar: Calendar,
    uow: UnitOfWork,
    context: Context,
    *,
    not_before: date | None = None,
) -> None:
    """Find the next occurrence: after the date of the last one, or, without one, from today on.

    `not_before` is a date that was to come next: earlier ones of a changed rule are not made.
    """
    dates = uow.recurrences.dates(recurrence.rule, recurrence.starts_on)
    today = calendar.today(context.now)
    for date_ in dates:
        if after is not None:
            if date_ > after:
                break
        elif recurrence.day_of(date_, calendar) >= today and (
            not_before is None or date_ >= min(not_before, today)
        ):
            break
    else:
        recurrence.plan(None, calendar)
        return
    recurrence.plan(date_, calendar)


def upcoming(
    recurrence: Recurrence, count: int, calendar: Calendar, uow: UnitOfWork, today: date
) -> Sequence[date]:
    """The dates of the next occurrences, skipped ones too, up to the schedule's end."""
    first = recurrence.next_date or today
    dates = (
        date_ for date_ in uow.recurrences.dates(recurrence.rule, recurrence.starts_on) if date_ >= first
    )
    end = recurrence.ends_on
    coming = takewhile(lambda date_: end is None or recurrence.day_of(date_, calendar) <= end, dates)
    return list(islice(coming, count))


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


def _new(command: CreateRecurrences, account_id: UUID, context: Context) -> Recurrence:
    return Recurrence(
        firm_id=context.firm_id,
        id=context.new_id(),
        created_at=context.now,
        updated_at=context.now,
        account_id=account_id,
        pipeline_id=command.pipeline_id,
        **{name: value for name, value in command.values.items() if name in FIELDS},  # type: ignore[arg-type]
    )


async def _check(recurrence: Recurrence, uow: UnitOfWork, context: Context) -> None:
    """The rule has dates, the name's shortcodes are known, the stage and people exist.

    Raises NotFound, Invalid.
    """
    try:
        first = next(uow.recurrences.dates(recurrence.rule, recurrence.starts_on), None)
    except ValueError as error:
        raise Invalid([Fault("/rule", "rule_invalid", str(error))]) from error
    if first is None or first - recurrence.starts_on > _SOON:
        raise Invalid(
            [Fault("/rule", "rule_has_no_dates", "This rule has no date in the ten years after its start.")]
        )
    template: JobTemplate = recurrence.template
    fields = await fields_in(uow, template.name)
    code = unknown_code(template.name, IN_JOB_NAMES, [field.code for field in fields])
    if code is not None:
        sentence = f"There is no shortcode [{code}] for names."
        raise Invalid([Fault("/template/name", "unknown_shortcode", sentence)])
    pipeline = await uow.pipelines.current(recurrence.pipeline_id)
    if not context.rights.sees_pipeline(pipeline.visible_to):
        raise NotFound("pipeline")
    if template.stage_id is not None:
        pipeline.stage(template.stage_id)
    await uow.members.many(template.assignee_ids)
    await uow.account_roles.many(template.role_ids)


def _until(date_: date, dates: Iterator[date]) -> list[date]:
    return list(takewhile(lambda one: one <= date_, dates))
