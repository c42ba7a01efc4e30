"""Jobs and tasks whose due date is over, and jobs over their stage's time limit, are told once: nobody does anything
then, so the clock tells it.
"""

from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork

_AT_ONCE = 100


async def tell_overdue(uow: UnitOfWork, context: Context) -> int:
    """Tell of each job and task of the firm that is overdue, and each job over its stage's time limit, that was not told
    of; tells how many. The commit is the caller's.
    """
    jobs, tasks = await uow.jobs.overdue(_AT_ONCE), await uow.tasks.overdue(_AT_ONCE)
    late = await uow.jobs.over_limit(_AT_ONCE)
    for job in jobs:
        job.fall_overdue(context)
    for task in tasks:
        task.fall_overdue(context)
    for job in late:
        job.pass_limit(context)
    return len(jobs) + len(tasks) + len(late)
