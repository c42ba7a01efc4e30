"""Create jobs: one per account."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from domain.accounts.custom_field import CustomField
from domain.accounts.field_values import fields_in
from domain.accounts.model import Account, AccountStatus
from domain.jobs.check_entry import NOTHING_ANSWERED, Answered, settle, unmet_requirements
from domain.jobs.find_place import PipelineIsArchived
from domain.jobs.model import Job, Priority
from domain.jobs.name_jobs import name_for
from domain.pipelines.model import Pipeline, PipelineStatus, Stage
from domain.pipelines.requirements import Unmet
from domain.shared.clock import local_date
from domain.shared.context import Context
from domain.shared.errors import Fault, Invalid, NotFound, RuleViolation
from domain.shared.external_refs import check_refs
from domain.shared.period import Period
from domain.shared.shortcodes import codes_in, wrong_in_name
from domain.unit_of_work import UnitOfWork

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateJobs:
    """One job for each account. Without a stage they begin in the first; without a name they take the
    pipeline's. A name may hold shortcodes; those of dates count from `day`, which is today unless said.
    """

    pipeline_id: UUID
    account_ids: tuple[UUID, ...]
    stage_id: UUID | None = None
    name: str | None = None
    assignee_ids: tuple[UUID, ...] = ()
    role_ids: tuple[UUID, ...] = ()
    priority: Priority = Priority.MEDIUM
    start_date: date | None = None
    due_date: date | None = None
    internal_deadline: date | None = None
    description: str = ""
    external_refs: tuple[dict[str, str], ...] = ()
    client_shown: bool = False
    client_name: str | None = None
    client_status_id: UUID | None = None
    client_description: str | None = None
    period: Period | None = None
    day: date | None = None
    answered: Answered = NOTHING_ANSWERED


async def create_jobs(command: CreateJobs, uow: UnitOfWork, context: Context) -> list[Job]:
    """Make the jobs; entering their stage fires its automations. All or none.

    Raises NotFound, PipelineIsArchived, AccountIsArchived, RequirementsUnmet, Invalid and ShortcodeIsEmpty for the name.
    """
    async with uow:
        pipeline = await uow.pipelines.current(command.pipeline_id)
        if not context.rights.sees_pipeline(pipeline.visible_to):
            raise NotFound("pipeline")
        if pipeline.status is PipelineStatus.ARCHIVED:
            raise PipelineIsArchived(pipeline.name)
        stage = pipeline.stage(command.stage_id) if command.stage_id else pipeline.stages[0]
        await uow.members.many(command.assignee_ids)
        await uow.account_roles.many(command.role_ids)
        if command.client_status_id is not None:
            await uow.client_statuses.held(command.client_status_id)
        accounts = await uow.accounts.many(command.account_ids)
        _check_accounts(accounts, context)
        check_refs(command.external_refs)
        if command.name is None:
            command = replace(command, name=pipeline.name)
        named = await _names(command, uow, context)
        jobs = [_new(command, account, named, pipeline, stage, context) for account in accounts]
        if stage.limit_amount is not None:
            limit_at = stage.limit_at(context.now, await uow.firms.calendar())
            for job in jobs:
                job.limit_at = limit_at
        overridden = await _overridden(command, jobs, stage, uow, context) if stage.asks else None
        for job in jobs:
            uow.jobs.add(job)
            uow.external_refs.add("job", job.id, command.external_refs)
            uow.visits.add(job.begin(stage, context, overridden))
        await uow.commit(jobs)
    return jobs


def _check_accounts(accounts: Sequence[Account], context: Context) -> None:
    for account in accounts:
        if not context.rights.sees_account(account.member_ids):
            raise NotFound("account")
        if account.status is AccountStatus.ARCHIVED:
            raise RuleViolation(
                f"“{account.name}” is archived. Restore it first.", code="account_is_archived"
            )


async def _names(command: CreateJobs, uow: UnitOfWork, context: Context) -> Callable[[Account], str]:
    """How each account's job is called.

    Raises Invalid.
    """
    name = command.name or ""
    fields = await fields_in(uow, name)
    check_name(name, fields)
    if not codes_in(name):
        return lambda _: name
    firm = await uow.firms.current()
    day = command.day or local_date(context.now, firm.time_zone)
    return lambda account: name_for(name, account, firm, day, command.period, fields)


def check_name(name: str, fields: Iterable[CustomField]) -> None:
    """Every shortcode in it means something in a job's name.

    Raises Invalid.
    """
    wrong = wrong_in_name(name, [field.code for field in fields])
    if wrong is not None:
        raise Invalid([Fault("/name", "unknown_shortcode", wrong)])


async def _overridden(
    command: CreateJobs, jobs: Sequence[Job], stage: Stage, uow: UnitOfWork, context: Context
) -> str | None:
    """Why the stage's requirements were overridden, if they were. A role is empty for some accounts only: one job of
    each kind is judged, with the room for all.

    Raises RequirementsUnmet.
    """
    unmet: dict[Unmet, None] = {}
    for job in {bool(job.assignee_ids): job for job in jobs}.values():
        found = await unmet_requirements(stage, job.view(), uow, context, arriving=len(jobs))
        unmet |= dict.fromkeys(found)
    return settle(list(unmet), stage, command.answered, context)


def _new(
    command: CreateJobs,
    account: Account,
    named: Callable[[Account], str],
    pipeline: Pipeline,
    stage: Stage,
    context: Context,
) -> Job:
    people = [*command.assignee_ids, *account.members_in_roles(list(command.role_ids))]
    return Job(
        firm_id=context.firm_id,
        id=context.new_id(),
        created_at=context.now,
        updated_at=context.now,
        account_id=account.id,
        pipeline_id=pipeline.id,
        stage_id=stage.id,
        visit_id=context.new_id(),
        name=named(account),
        entered_stage_at=context.now,
        priority=command.priority,
        assignee_ids=list(dict.fromkeys(people)),
        start_date=command.start_date,
        due_date=command.due_date,
        internal_deadline=command.internal_deadline,
        description=command.description,
        period=command.period,
        external_refs=list(command.external_refs),
        client_shown=command.client_shown,
        client_name=command.client_name,
        client_status_id=command.client_status_id,
        client_description=command.client_description,
    )
