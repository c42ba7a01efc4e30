"""Remove a custom status; the jobs that have it are active again."""

from uuid import UUID

from domain.jobs.model import JobStatus
from domain.pipelines.model import Pipeline
from domain.pipelines.revise import revise
from domain.shared.context import Context
from domain.shared.errors import NotFound
from domain.unit_of_work import UnitOfWork


async def remove_status(status_id: UUID, uow: UnitOfWork, context: Context) -> Pipeline:
    """Take the custom status out of its pipeline. Its automations go with it, what they made stays.

    Raises Forbidden, NotFound.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        pipeline = await uow.pipelines.of_status(status_id)
        if not context.rights.sees_pipeline(pipeline.visible_to):
            raise NotFound("status")
        status = pipeline.custom_status(status_id)
        jobs = await uow.jobs.with_status(status_id)
        for visit in await uow.visits.many(job.status_visit_id for job in jobs if job.status_visit_id):
            visit.leave(context)
        for job in jobs:
            job.set_status(JobStatus.ACTIVE, context)
        for automation in pipeline.automations_of(status_id):
            automation.removed_at = context.now
        pipeline.automations = [kept for kept in pipeline.automations if kept.status_id != status_id]
        status.removed_at = context.now
        pipeline.statuses = [kept for kept in pipeline.statuses if kept.id != status_id]
        revise(pipeline, [f"Status “{status.name}” removed"], uow, context)
        await uow.commit(pipeline)
    return pipeline
