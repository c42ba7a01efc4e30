"""Create and change recurrences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from domain.accounts.field_values import fields_in
from domain.accounts.model import AccountStatus
from domain.recurrences.dates import plan_next
from domain.recurrences.events import RecurrenceCreated, RecurrenceUpdated
from domain.recurrences.model import JobTemplate, Recurrence, RecurrenceState
from domain.recurrences.pause_recurrence import seen
from domain.shared.context import Context
from domain.shared.errors import Fault, Invalid, NotFound, RuleViolation, StaleVersion
from domain.shared.shortcodes import wrong_in_name
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
    wrong = wrong_in_name(template.name, [field.code for field in fields])
    if wrong is not None:
        raise Invalid([Fault("/template/name", "unknown_shortcode", wrong)])
    pipeline = await uow.pipelines.current(recurrence.pipeline_id)
    if not context.rights.sees_pipeline(pipeline.visible_to):
        raise NotFound("pipeline")
    if template.stage_id is not None:
        pipeline.stage(template.stage_id)
    await uow.members.many(template.assignee_ids)
    await uow.account_roles.many(template.role_ids)
