"""Move the job to another stage, of its pipeline or of another one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from domain.automations.action import Action, At, Made
from domain.jobs.move_job import MoveJob as MoveJobCommand, move_job
from domain.jobs.visit import VisitReason
from domain.pipelines.model import Pipeline
from domain.shared.errors import Fault, NotFound, RuleViolation


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveJob:
    """Where to; without a pipeline to a stage of this one."""

    pipeline_id: str = field(default="", metadata={"title": "In the pipeline", "widget": "any-pipeline"})
    stage_id: str = field(metadata={"title": "To stage", "widget": "stage"})


def sentence(settings: MoveJob) -> str:
    """In words."""
    return "move the job to another pipeline" if settings.pipeline_id else "move the job to another stage"


def check(settings: MoveJob, pipeline: Pipeline) -> list[Fault]:
    """A stage of this pipeline; whether another pipeline has its stage is looked up where it is known."""
    if settings.pipeline_id == str(pipeline.id):
        words = "Leave the pipeline empty for a stage of this one."
        return [Fault("/settings/pipeline_id", "pipeline_is_this", words)]
    if settings.pipeline_id:
        return [
            Fault(f"/settings/{name}", f"{kind}_not_found", f"Choose a {kind}.")
            for name, kind in (("pipeline_id", "pipeline"), ("stage_id", "stage"))
            if not _is_id(getattr(settings, name))
        ]
    if settings.stage_id in {str(stage.id) for stage in pipeline.stages}:
        return []
    return [Fault("/settings/stage_id", "stage_not_found", "Choose a stage of this pipeline.")]


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


async def run(settings: MoveJob, at: At) -> Made:
    """Move it; a job that is there already stays.

    Raises RuleViolation when the stage is gone.
    """
    command = MoveJobCommand(
        job_id=at.at_hand.job.id,
        stage_id=UUID(settings.stage_id),
        # An automation before this one may have brought the job to another pipeline.
        across=True,
        reason=VisitReason.AUTOMATION,
    )
    try:
        moved = await move_job(command, at.uow.nested(), at.context)
    except NotFound as gone:
        raise RuleViolation(
            "The stage where it leads was removed. Choose another one in the automation.",
            code=gone.stable_code,
        ) from gone
    return [{"type": "job_move", "id": moved.job.id, "stage_id": settings.stage_id}] if moved.changed else []


async def undo(made: Mapping[str, Any], at: At) -> None:
    """Undoing the move that led here returns the job to its former visit; there is nothing more to do."""


move_job_action = Action(
    key="move_job",
    title="Move job",
    description="Moves the job to a stage of this or another pipeline.",
    settings=MoveJob,
    sentence=sentence,
    run=run,
    undo=undo,
    check=check,
    leads_to=lambda settings: settings.stage_id,
    leads_into=lambda settings: settings.pipeline_id,
)
