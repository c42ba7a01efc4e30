"""Change a task; completing or canceling it resolves it wherever it is linked."""

from collections.abc import Mapping
from uuid import UUID

from domain.shared.context import Context
from domain.shared.errors import Forbidden, NotFound, StaleVersion
from domain.tasks.model import RESOLVED, Task, TaskStatus
from domain.unit_of_work import UnitOfWork

OF_OTHERS = "manage_tasks_of_others"
FIELDS = frozenset(
    {"title", "description", "status", "priority", "assignee_ids", "tag_ids", "start_date", "due_date"}
)


async def update_task(
    task_id: UUID,
    values: Mapping[str, object],
    uow: UnitOfWork,
    context: Context,
    *,
    expected_version: int | None = None,
) -> Task:
    """Set the given fields (of FIELDS). Reopening after the job has moved on moves nothing back.

    Raises NotFound, Forbidden, StaleVersion.
    """
    async with uow:
        task = await uow.tasks.locked(task_id)
        await check_changeable(task, uow, context)
        if expected_version not in (None, task.version):
            raise StaleVersion("task", task.version)
        changed = {name: value for name, value in values.items() if name in FIELDS}
        if "status" in changed:
            changed["status"] = TaskStatus(str(changed["status"]))
        if people := changed.get("assignee_ids"):
            await uow.members.many(people)  # type: ignore[arg-type]
        if tags := changed.get("tag_ids"):
            await uow.tags.many(tags)  # type: ignore[arg-type]
        was = task.status
        task.change(changed, context)
        if task.status is not was and RESOLVED & {was, task.status}:
            await _carry_on(task, was, uow, context)
        await uow.commit(task)
    return task


async def _carry_on(task: Task, was: TaskStatus, uow: UnitOfWork, context: Context) -> None:
    """To wherever it is linked. Completed instead of canceled, or the other way round, it stays resolved as it was."""
    for item in await uow.items.of_task(task.id):
        if not task.is_resolved:
            item.reopen(context.now)
        elif was in RESOLVED:
            item.resolution = task.status
        else:
            item.resolve(task.status, context.now)


async def check_visible(task: Task, uow: UnitOfWork, context: Context) -> None:
    """A task is seen with its job, with its account, by its assignees, or by everyone when it has neither.

    Raises NotFound.
    """
    rights = context.rights
    if rights.everything or rights.member_id in task.assignee_ids:
        return
    if task.job_id is not None and not await uow.jobs.visible(task.job_id, rights):
        raise NotFound("task")
    if task.job_id is None and task.account_id is not None:
        account = await uow.accounts.get(task.account_id)
        if not rights.sees_account(account.member_ids):
            raise NotFound("task")


async def check_changeable(task: Task, uow: UnitOfWork, context: Context) -> None:
    """Tasks of others need their permission (§11): those that others have alone, and that somebody else made.

    Raises NotFound, Forbidden.
    """
    await check_visible(task, uow, context)
    rights = context.rights
    if not task.assignee_ids or rights.member_id in task.assignee_ids:
        return
    if not rights.may(OF_OTHERS) and not await uow.tasks.made_by(task.id, rights.member_id):
        raise Forbidden(OF_OTHERS)
