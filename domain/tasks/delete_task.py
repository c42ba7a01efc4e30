"""Delete a task; it stops holding its job."""

from uuid import UUID

from domain.shared.context import Context
from domain.tasks.model import Task
from domain.tasks.update_task import check_changeable
from domain.unit_of_work import UnitOfWork


async def delete_task(task_id: UUID, uow: UnitOfWork, context: Context) -> Task:
    """Take the task out of every list; history keeps it.

    Raises NotFound, Forbidden.
    """
    async with uow:
        task = await uow.tasks.locked(task_id)
        await check_changeable(task, uow, context)
        links = await uow.items.of_task(task.id)
        for item in links:
            item.unlinked_at = context.now
        task.delete([item.job_id for item in links], context)
        await uow.commit(task)
    return task
