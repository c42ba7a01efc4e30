"""Create a task; one that belongs to a job is an action item of the job's present visit."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.items.model import LinkedItem
from domain.shared.context import Context
from domain.shared.errors import Fault, Invalid, NotFound
from domain.tasks.model import Task, TaskStatus
from domain.tasks.subtask import Subtask
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateTask:
    """A task, alone or for an account or a job; `visit_id` is the visit it holds, when that is not the present one.

    `role_ids` are account roles: whoever has them for the account is assigned too. `subtasks` are titles.
    """

    title: str
    description: str = ""
    account_id: UUID | None = None
    job_id: UUID | None = None
    status: TaskStatus = TaskStatus.PLANNED
    priority: str = "medium"
    assignee_ids: tuple[UUID, ...] = ()
    role_ids: tuple[UUID, ...] = ()
    tag_ids: tuple[UUID, ...] = ()
    subtasks: tuple[str, ...] = ()
    start_date: date | None = None
    due_date: date | None = None
    run_id: UUID | None = None
    visit_id: UUID | None = None


async def create_task(command: CreateTask, uow: UnitOfWork, context: Context) -> Task:
    """Make the task and link it.

    Raises NotFound when its account, job, an assignee, role or tag is missing, Invalid for roles without an account.
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
            tag_ids=list(command.tag_ids),
            subtasks=[Subtask(context.new_id(), title) for title in command.subtasks],
            start_date=command.start_date,
            due_date=command.due_date,
            run_id=command.run_id,
            completed_at=context.now if command.status is TaskStatus.COMPLETED else None,
        )
        await uow.members.many(command.assignee_ids)
        await uow.tags.many(command.tag_ids)
        if command.job_id is not None:
            await _link(task, command.job_id, command.visit_id, uow, context)
        elif command.account_id is not None:
            account = await uow.accounts.get(command.account_id)
            if not context.rights.sees_account(account.member_ids):
                raise NotFound("account")
        if command.role_ids:
            await _assign(task, command.role_ids, uow)
        uow.tasks.add(task)
        task.begin(context)
        await uow.commit(task)
    return task


async def _assign(task: Task, role_ids: tuple[UUID, ...], uow: UnitOfWork) -> None:
    """Those who have the roles for the account now; who gets a role later gets no task by it."""
    await uow.account_roles.many(role_ids)
    if task.account_id is None:
        sentence = "Account roles assign people of an account: give the task an account or a job."
        raise Invalid([Fault("/role_ids", "roles_need_an_account", sentence)])
    account = await uow.accounts.get(task.account_id)
    people = [*task.assignee_ids, *account.members_in_roles(list(role_ids))]
    task.assignee_ids = list(dict.fromkeys(people))


async def _link(task: Task, job_id: UUID, visit_id: UUID | None, uow: UnitOfWork, context: Context) -> None:
    """The task takes its job's account, and holds the given or the job's present visit."""
    at_hand = await uow.jobs.at_hand(job_id)
    context.rights.check_job(at_hand.pipeline.visible_to, at_hand.account_member_ids)
    task.account_id, task.pipeline_id = at_hand.account_id, at_hand.pipeline.id
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
