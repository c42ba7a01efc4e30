"""Create jobs: one per account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.accounts.model import Account, AccountStatus
from domain.jobs.model import Job, Priority
from domain.pipelines.model import Pipeline, PipelineStatus, Stage
from domain.shared.context import Context
from domain.shared.errors import NotFound, RuleViolation
from domain.unit_of_work import UnitOfWork

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateJobs:
    """One job for each account. Without a stage they begin in the first; without a name they take the pipeline's."""

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


async def create_jobs(command: CreateJobs, uow: UnitOfWork, context: Context) -> list[Job]:
    """Make the jobs; entering their stage fires its automations. All or none.

    Raises NotFound, PipelineIsArchived, AccountIsArchived.
    """
    async with uow:
        pipeline = await uow.pipelines.current(command.pipeline_id)
        if not context.rights.sees_pipeline(pipeline.visible_to):
            raise NotFound("pipeline")
        if pipeline.status is PipelineStatus.ARCHIVED:
            raise RuleViolation(
                f"“{pipeline.name}” is archived and takes no new jobs.", code="pipeline_is_archived"
            )
        stage = pipeline.stage(command.stage_id) if command.stage_id else pipeline.stages[0]
        await uow.members.many(command.assignee_ids)
        await uow.account_roles.many(command.role_ids)
        accounts = await uow.accounts.many(command.account_ids)
        _check_accounts(accounts, context)
        jobs = [_begin(command, account, pipeline, stage, uow, context) for account in accounts]
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


def _begin(
    command: CreateJobs, account: Account, pipeline: Pipeline, stage: Stage, uow: UnitOfWork, context: Context
) -> Job:
    people = [*command.assignee_ids, *account.members_in_roles(list(command.role_ids))]
    job = Job(
        firm_id=context.firm_id,
        id=context.new_id(),
        created_at=context.now,
        updated_at=context.now,
        account_id=account.id,
        pipeline_id=pipeline.id,
        stage_id=stage.id,
        visit_id=context.new_id(),
        name=command.name or pipeline.name,
        entered_stage_at=context.now,
        priority=command.priority,
        assignee_ids=list(dict.fromkeys(people)),
        start_date=command.start_date,
        due_date=command.due_date,
        internal_deadline=command.internal_deadline,
        description=command.description,
        external_refs=list(command.external_refs),
    )
    uow.jobs.add(job)
    uow.visits.add(job.begin(stage, context))
    return job
