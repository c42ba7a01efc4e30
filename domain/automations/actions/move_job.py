"""Move the job to another stage of its pipeline."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from domain.automations.action import Action, At, Made
from domain.jobs.move_job import MoveJob as MoveJobCommand, move_job
from domain.jobs.visit import VisitReason
from domain.pipelines.model import Pipeline
from domain.shared.errors import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveJob:
    """Where to."""

    stage_id: str = field(metadata={"title": "To stage", "widget": "stage"})


def sentence(settings: MoveJob) -> str:
    """In words."""
    return "move the job to another stage"


def check(settings: MoveJob, pipeline: Pipeline) -> list[Fault]:
    """The stage must be one of this pipeline."""
    if settings.stage_id in {str(stage.id) for stage in pipeline.stages}:
        return []
    return [Fault("/settings/stage_id", "stage_not_found", "Choose a stage of this pipeline.")]


async def run(settings: MoveJob, at: At) -> Made:
    """Move it; a job that is there already stays."""
    command = MoveJobCommand(
        job_id=at.at_hand.job.id, stage_id=UUID(settings.stage_id), reason=VisitReason.AUTOMATION
    )
    moved = await move_job(command, at.uow.nested(), at.context)
    return [{"type": "job_move", "id": moved.job.id, "stage_id": settings.stage_id}] if moved.changed else []


async def undo(made: Mapping[str, Any], at: At) -> None:
    """Undoing the move that led here returns the job to its former visit; there is nothing more to do."""


move_job_action = Action(
    key="move_job",
    title="Move job",
    description="Moves the job to a stage of this pipeline.",
    settings=MoveJob,
    sentence=sentence,
    run=run,
    undo=undo,
    check=check,
    leads_to=lambda settings: settings.stage_id,
)
