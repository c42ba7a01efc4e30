"""Jobs lose no place by an edit of their pipeline: they go to another stage, or are active again."""

from collections.abc import Sequence

from domain.jobs.model import Job, JobStatus
from domain.jobs.visit import Entry, VisitReason
from domain.pipelines.model import CustomStatus, Stage
from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork


async def rehome_jobs(
    jobs: Sequence[Job], left: Stage, target: Stage, uow: UnitOfWork, context: Context
) -> None:
    """Put the jobs of a removed stage into another, where they fire nothing."""
    entry = Entry(reason=VisitReason.STAGE_REMOVED, calendar=await uow.firms.calendar())
    visits = await uow.visits.many(job.visit_id for job in jobs)
    for job, visit in zip(jobs, visits, strict=True):
        uow.visits.add(job.rehome(target, visit, left, entry, context))


async def free_from_status(status: CustomStatus, uow: UnitOfWork, context: Context) -> None:
    """The jobs that have a removed custom status are active again."""
    jobs = await uow.jobs.with_status(status.id)
    for visit in await uow.visits.many(job.status_visit_id for job in jobs if job.status_visit_id):
        visit.leave(context)
    for job in jobs:
        job.set_status(JobStatus.ACTIVE, context)
