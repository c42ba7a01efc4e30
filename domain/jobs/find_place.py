"""Where a move leads: to a stage of the job's own pipeline, or of another one."""

from uuid import UUID

from domain.jobs.place import Place
from domain.jobs.ports import JobAtHand
from domain.pipelines.model import PipelineStatus
from domain.shared.context import Context
from domain.shared.errors import NotFound, RuleViolation
from domain.unit_of_work import UnitOfWork


class StageOfAnotherPipeline(RuleViolation):
    """A move stays in its pipeline; a transfer does not."""

    code = "stage_of_another_pipeline"

    def __init__(self, place: Place) -> None:
        super().__init__(
            f"“{place.stage.name}” is a stage of another pipeline, “{place.pipeline.name}”. "
            "Transfer the job to bring it there.",
            details={"pipeline_id": place.pipeline.id},
        )


class PipelineIsArchived(RuleViolation):
    """It keeps everything and takes nothing new."""

    code = "pipeline_is_archived"

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is archived and takes no new jobs.")


async def find_place(stage_id: UUID, at_hand: JobAtHand, uow: UnitOfWork) -> Place:
    """The stage with its pipeline, which keeps both until commit when it is not the job's own.

    Raises NotFound.
    """
    for stage in at_hand.pipeline.stages:
        if stage.id == stage_id:
            return Place(at_hand.pipeline, stage)
    pipeline = await uow.pipelines.holding(stage_id)
    return Place(pipeline, pipeline.stage(stage_id))


async def find_target(
    stage_id: UUID, at_hand: JobAtHand, uow: UnitOfWork, context: Context, *, across: bool
) -> Place:
    """Where the job goes; only `across` lets it go to another pipeline, one that the mover sees.

    Raises NotFound, StageOfAnotherPipeline, PipelineIsArchived.
    """
    place = await find_place(stage_id, at_hand, uow)
    if place.pipeline.id == at_hand.pipeline.id:
        return place
    if not context.rights.sees_pipeline(place.pipeline.visible_to):
        raise NotFound("stage")
    if not across:
        raise StageOfAnotherPipeline(place)
    if place.pipeline.status is PipelineStatus.ARCHIVED:
        raise PipelineIsArchived(place.pipeline.name)
    return place
