"""Remove a custom status; the jobs that have it are active again."""

from uuid import UUID

from domain.jobs.rehome_jobs import free_from_status
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
        await free_from_status(status, uow, context)
        for automation in pipeline.automations_of(status_id):
            automation.removed_at = context.now
        pipeline.automations = [kept for kept in pipeline.automations if kept.status_id != status_id]
        status.removed_at = context.now
        pipeline.statuses = [kept for kept in pipeline.statuses if kept.id != status_id]
        revise(pipeline, [f"Status “{status.name}” removed"], uow, context)
        await uow.commit(pipeline)
    return pipeline
