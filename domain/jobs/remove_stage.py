"""Remove a stage; the jobs that stand there go where the firm says, none is ever deleted."""

from uuid import UUID

from domain.jobs.rehome_jobs import rehome_jobs
from domain.pipelines.model import Pipeline
from domain.pipelines.revise import revise
from domain.shared.context import Context
from domain.shared.errors import NotFound, RuleViolation
from domain.unit_of_work import UnitOfWork


async def remove_stage(stage_id: UUID, jobs_to: UUID | None, uow: UnitOfWork, context: Context) -> Pipeline:
    """Take the stage out of its pipeline; its jobs go to the stage `jobs_to`, where they fire nothing.

    Raises Forbidden, NotFound, RuleViolation when it holds jobs and `jobs_to` is None.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        pipeline = await uow.pipelines.of_stage(stage_id)
        if not context.rights.sees_pipeline(pipeline.visible_to):
            raise NotFound("stage")
        stage = pipeline.stage(stage_id)
        jobs = await uow.jobs.standing_in(stage_id)
        if jobs and jobs_to is None:
            raise RuleViolation(
                f"{len(jobs)} job(s) stand in “{stage.name}”. Say to which stage they go.",
                code="stage_has_jobs",
                details={"jobs": len(jobs)},
            )
        if jobs and jobs_to is not None:
            target = pipeline.stage(jobs_to)
            if target.id == stage.id:
                raise RuleViolation("The jobs must go to another stage.", code="stage_is_removed")
            await rehome_jobs(jobs, stage, target, uow, context)
        for automation in pipeline.automations_of(stage_id):
            automation.removed_at = context.now
        stage.removed_at = context.now
        pipeline.stages = [kept for kept in pipeline.stages if kept.id != stage_id]
        pipeline.automations = [kept for kept in pipeline.automations if kept.stage_id != stage_id]
        revise(pipeline, [f"Stage “{stage.name}” removed"], uow, context)
        await uow.commit(pipeline)
    return pipeline
