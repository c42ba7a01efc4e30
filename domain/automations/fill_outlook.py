"""Look up what a plan must know, in few round trips. What comes of it can no longer reach the database."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from domain.accounts.field_values import words_of
from domain.accounts.model import Account
from domain.automations.asked import Asked
from domain.automations.outlook import OtherPipeline, Outlook, Person
from domain.firms.model import MemberStatus
from domain.jobs.ports import JobAtHand
from domain.pipelines.model import PipelineStatus, Stage
from domain.shared.calendar import Calendar
from domain.shared.context import Context
from domain.shared.errors import NotFound
from domain.unit_of_work import UnitOfWork


def outlook_of(at_hand: JobAtHand, context: Context) -> Outlook:
    """What is known of a job at hand without looking anything up."""
    job = at_hand.job
    known = Outlook(
        now=context.now,
        facts=at_hand.facts(),
        account_name=at_hand.account_name,
        job_name=job.name,
        status=job.status,
        status_id=job.status_id,
        stage_id=job.stage_id,
        assignee_ids=tuple(job.assignee_ids),
        start_date=job.start_date,
        due_date=job.due_date,
        internal_deadline=job.internal_deadline,
        description=job.description,
        period=job.period,
        calendar=Calendar(at_hand.time_zone),
    )
    return known.within(at_hand.pipeline)


async def fill(outlook: Outlook, asked: Asked, account_id: UUID, uow: UnitOfWork) -> Outlook:
    """The outlook with all that is asked for."""
    if asked.account:
        account = await uow.accounts.get(account_id)
        outlook = in_account(outlook, account)
        if asked.own_codes:
            outlook = replace(outlook, fields=words_of(account, await uow.custom_fields.all()))
    if asked.roles:
        names = {role.id: role.name for role in await uow.account_roles.all()}
        outlook = replace(outlook, role_names=names)
    if "recipients" in asked.looks_at:
        outlook = replace(outlook, recipients=tuple(await uow.accounts.recipients(account_id)))
    if asked.days or asked.timed:
        outlook = replace(outlook, calendar=await uow.firms.calendar())
    if "FIRM_NAME" in asked.codes:
        outlook = replace(outlook, firm_name=(await uow.firms.current()).name)
    named = {*asked.named, *asked.tags, *(outlook.facts.tag_ids if "tags" in asked.looks_at else ())}
    if not named <= outlook.facts.names.keys():
        facts = replace(outlook.facts, names=await uow.jobs.names(named))
        outlook = replace(outlook, facts=facts)
    if asked.client_statuses:
        statuses = {status.id: status.name for status in await uow.client_statuses.all()}
        outlook = replace(outlook, client_statuses=statuses)
    pipelines = {id_: other for id_ in asked.pipelines if (other := await _other(id_, uow)) is not None}
    return replace(outlook, people=await _people(asked, uow), pipelines=pipelines)


def in_account(outlook: Outlook, account: Account) -> Outlook:
    """The outlook with what the account says."""
    return replace(
        outlook,
        account_number=account.number,
        access=tuple(account.member_ids),
        roles={
            UUID(role): tuple(UUID(member) for member in members) for role, members in account.roles.items()
        },
    )


async def with_room(
    outlook: Outlook,
    stages: Iterable[Stage],
    uow: UnitOfWork,
    *,
    job_id: UUID | None = None,
    settling: Collection[UUID] = (),
) -> Outlook:
    """The outlook with what the requirements of these stages look at; `settling` are tasks done on the way."""
    asking = [stage for stage in stages if stage.asks]
    limited = [stage for stage in asking if stage.wip_limit is not None]
    standing = {stage.id: await uow.jobs.count_standing(stage.id, locked=False) for stage in limited}
    open_tasks = outlook.open_tasks
    if job_id is not None and any(one.kind == "tasks_done" for stage in asking for one in stage.requirements):
        tasks = await uow.tasks.open_of_job(job_id)
        open_tasks = tuple(task.title for task in tasks if task.id not in settling)
    return replace(outlook, standing=standing, open_tasks=open_tasks)


async def _people(asked: Asked, uow: UnitOfWork) -> Mapping[UUID, Person]:
    if not asked.people:
        return {}
    known = await uow.members.everyone()
    return {one.id: Person(one.name, one.status is MemberStatus.ACTIVE) for one in known}


async def _other(pipeline_id: UUID, uow: UnitOfWork) -> OtherPipeline | None:
    try:
        pipeline = await uow.pipelines.current(pipeline_id)
    except NotFound:
        return None
    return OtherPipeline(pipeline.name, pipeline.status is PipelineStatus.ARCHIVED, tuple(pipeline.stages))
