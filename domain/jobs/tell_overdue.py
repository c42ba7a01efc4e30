"""Jobs and tasks whose due date is over are told, once for each date: nobody does anything then, so the clock tells it."""

from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork

_AT_ONCE = 100


async def tell_overdue(uow: UnitOfWork, context: Context) -> int:
    """Tell of each job and task of the firm that is overdue and was not told of; tells how many. The commit is the
    caller's.
    """
    jobs, tasks = await uow.jobs.overdue(_AT_ONCE), await uow.tasks.overdue(_AT_ONCE)
    for job in jobs:
        job.fall_overdue(context)
    for task in tasks:
        task.fall_overdue(context)
    return len(jobs) + len(tasks)
