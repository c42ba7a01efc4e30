"""Test a pipeline with an account: what a job of it would go through, with no effect."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from domain.accounts.field_values import fields_in
from domain.accounts.model import Account
from domain.automations.asked import asked_by
from domain.automations.fill_outlook import fill, in_account, with_room
from domain.automations.outlook import Outlook
from domain.automations.plan_runs import Planner
from domain.automations.registry import FORESIGHTS
from domain.automations.simulate import Walk
from domain.automations.way import Way
from domain.jobs.create_jobs import check_name
from domain.jobs.model import Priority
from domain.jobs.name_jobs import name_for
from domain.pipelines.conditions import Facts
from domain.pipelines.model import Pipeline
from domain.shared.context import Context
from domain.shared.errors import NotFound
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatePipeline:
    """The job that would be made: without a stage it begins in the first, without a name it takes the pipeline's."""

    pipeline_id: UUID
    account_id: UUID
    stage_id: UUID | None = None
    name: str | None = None
    due_date: date | None = None
    priority: Priority = Priority.MEDIUM
    assignee_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Simulated:
    """The job as it would be made, and its way."""

    begin: Outlook
    way: Way

    def view(self) -> dict[str, object]:
        """Its public form."""
        job = {
            "name": self.begin.job_name,
            "account_name": self.begin.account_name,
            "due_date": self.begin.due_date,
            "priority": self.begin.facts.priority,
            "assignee_ids": list(self.begin.assignee_ids),
        }
        return {"job": job, **self.way.view()}


async def simulate_pipeline(command: SimulatePipeline, uow: UnitOfWork, context: Context) -> Simulated:
    """The way of a new job of the account through the pipeline; nothing is written.

    Raises NotFound, Invalid and ShortcodeIsEmpty for the name.
    """
    async with uow:
        pipeline = await uow.pipelines.current(command.pipeline_id)
        if not context.rights.sees_pipeline(pipeline.visible_to):
            raise NotFound("pipeline")
        account = await uow.accounts.get(command.account_id)
        if not context.rights.sees_account(account.member_ids):
            raise NotFound("account")
        start = pipeline.stage(command.stage_id) if command.stage_id else pipeline.stages[0]
        await uow.members.many(command.assignee_ids)
        outlook = await _begin(command, pipeline, account, uow, context)
    way = Walk(pipeline, Planner(FORESIGHTS), outlook).go(start)
    return Simulated(outlook, way)


async def _begin(
    command: SimulatePipeline, pipeline: Pipeline, account: Account, uow: UnitOfWork, context: Context
) -> Outlook:
    """The job on its first day, with all that its way asks for."""
    facts = Facts(
        tag_ids=frozenset(account.tag_ids),
        account_type=account.type,
        priority=command.priority,
        assignee_ids=frozenset(command.assignee_ids),
        custom_fields=account.custom_fields,
    )
    outlook = Outlook(
        now=context.now,
        facts=facts,
        account_name=account.name,
        assignee_ids=command.assignee_ids,
        due_date=command.due_date,
        calendar=await uow.firms.calendar(),
    )
    outlook = outlook.within(pipeline)
    name = await _name(command.name or pipeline.name, account, outlook, uow)
    asked = asked_by(pipeline.automations, FORESIGHTS)
    asked.named.update(id_ for stage in pipeline.stages for id_ in stage.named())
    outlook = await fill(replace(in_account(outlook, account), job_name=name), asked, account.id, uow)
    return await with_room(outlook, pipeline.stages, uow)


async def _name(name: str, account: Account, outlook: Outlook, uow: UnitOfWork) -> str:
    fields = await fields_in(uow, name)
    check_name(name, fields)
    return name_for(name, account, await uow.firms.current(), outlook.today, None, fields)
