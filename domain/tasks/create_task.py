"""Create a task; one that belongs to a job is an action item of the job's present visit."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.items.model import LinkedItem
from domain.shared.context import Context
from domain.shared.errors import NotFound
from domain.tasks.model import Task, TaskStatus
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateTask:
    """A task, alone or for an account or a job; `visit_id` is the visit it holds, when that is not the present one."""

    title: str
    description: str = ""
    account_id: UUID | None = None
    job_id: UUID | None = None
    status: TaskStatus = TaskStatus.PLANNED
    priority: str = "medium"
    assignee_ids: tuple[UUID, ...] = ()
    start_date: date | None = None
    due_date: date | None = None
    run_id: UUID | None = None
    visit_id: UUID | None = None


async def create_task(command: CreateTask, uow: UnitOfWork, context: Context) -> Task:
    """Make the task and link it.

    Raises NotFound when its account, job or an assignee is missing.
    """
    async with uow:
        task = Task(
            firm_id=context.firm_id,
            id=context.new_id(),
            created_at=context.now,
            updated_at=context.now,
            title=command.title,
            description=command.description,
            account_id=command.account_id,
            job_id=command.job_id,
            status=command.status,
            priority=command.priority,
            assignee_ids=list(command.assignee_ids),
            start_date=command.start_date,
            due_date=command.due_date,
            run_id=command.run_id,
        )
        await uow.members.many(command.assignee_ids)
        if command.job_id is not None:
            await _link(task, command.job_id, command.visit_id, uow, context)
        elif command.account_id is not None:
            account = await uow.accounts.get(command.account_id)
            if not context.rights.sees_account(account.member_ids):
                raise NotFound("account")
        uow.tasks.add(task)
        task.begin(context)
        await uow.commit(task)
    return task


async def _link(task: Task, job_id: UUID, visit_id: UUID | None, uow: UnitOfWork, context: Context) -> None:
    """The task takes its job's account, and holds the given or the job's present visit."""
    at_hand = await uow.jobs.at_hand(job_id)
    context.rights.check_job(at_hand.pipeline.visible_to, at_hand.account_member_ids)
    task.account_id, task.pipeline_id = at_hand.account_id, at_hand.pipeline.id
    if task.is_resolved:
        task.completed_at = context.now
    uow.items.add(
        LinkedItem(
            firm_id=context.firm_id,
            id=context.new_id(),
            job_id=job_id,
            visit_id=visit_id or at_hand.scope_id,
            linked_at=context.now,
            linked_by=context.actor,
            task_id=task.id,
            run_id=task.run_id,
            resolved_at=task.created_at if task.is_resolved else None,
            resolution=task.status if task.is_resolved else None,
        )
    )
