"""Move the job to another stage, of its pipeline or of another one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from domain.automations.action import Action, At, Made, is_id
from domain.automations.outlook import Line, Outlook
from domain.jobs.check_entry import RequirementsUnmet
from domain.jobs.find_place import PipelineIsArchived
from domain.jobs.model import JobIsArchived, JobStatus
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
            if not is_id(getattr(settings, name))
        ]
    if settings.stage_id in {str(stage.id) for stage in pipeline.stages}:
        return []
    return [Fault("/settings/stage_id", "stage_not_found", "Choose a stage of this pipeline.")]


def foretell(settings: MoveJob, outlook: Outlook) -> Iterator[Line]:
    """The stage by name, and its pipeline where that is another one.

    Raises RuleViolation when the stage is gone, JobIsArchived, PipelineIsArchived, RequirementsUnmet.
    """
    stage = outlook.stage(UUID(settings.stage_id))
    if stage is None:
        raise _gone("stage_not_found")
    other = outlook.pipelines.get(stage.pipeline_id)
    if other is not None and other.archived:
        raise PipelineIsArchived(other.name)
    if outlook.status == JobStatus.ARCHIVED:
        raise JobIsArchived(outlook.job_name)
    here = stage.id == outlook.stage_id
    beside = ", where it is already" if here else f" in {other.name}" if other else ""
    yield Line("To", f"{stage.name}{beside}")
    unmet = [] if here else outlook.unmet(stage)
    if unmet:
        raise RequirementsUnmet(stage, unmet)


def foresee(settings: MoveJob, outlook: Outlook) -> Outlook:
    """The job is there then."""
    return replace(outlook, stage_id=UUID(settings.stage_id))


def _gone(code: str) -> RuleViolation:
    sentence = "The stage where it leads was removed. Choose another one in the automation."
    return RuleViolation(sentence, code=code)


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
        raise _gone(gone.stable_code) from gone
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
    foretell=foretell,
    foresee=foresee,
    leads_to=lambda settings: settings.stage_id,
    leads_into=lambda settings: settings.pipeline_id,
)
