"""Create another job of the same account, linked to this one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from domain.automations.action import Action, At, Made, is_id
from domain.automations.offsets import amount, offset_words, unit
from domain.automations.outlook import Line, OtherPipeline, Outlook
from domain.automations.texts import job_values, shortcode_faults
from domain.items.model import LinkedItem
from domain.jobs.check_entry import RequirementsUnmet
from domain.jobs.create_jobs import CreateJobs, create_jobs
from domain.jobs.find_place import PipelineIsArchived
from domain.jobs.model import JobStatus, Priority
from domain.jobs.set_job_status import set_job_status
from domain.pipelines.model import Pipeline, Stage
from domain.shared.errors import Fault, NotFound
from domain.shared.shortcodes import IN_JOB_TEXTS, fill, weekday_date

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateJob:
    """Where, and what it is like. Without a stage it begins in the first one; without a name it takes this job's."""

    pipeline_id: str = field(metadata={"title": "In the pipeline", "min_length": 1, "widget": "pipeline"})
    stage_id: str = field(default="", metadata={"title": "Begins in the stage", "widget": "stage"})
    name: str = field(default="", metadata={"title": "Name", "max_length": 200, "shortcodes": "job"})
    role_ids: list[str] = field(
        default_factory=list, metadata={"title": "Assign the role", "widget": "role-list"}
    )
    assignee_ids: list[str] = field(
        default_factory=list, metadata={"title": "Assign members", "widget": "member-list"}
    )
    priority: str = field(
        default="medium", metadata={"title": "Priority", "enum": ["low", "medium", "high", "urgent"]}
    )
    due_in_days: int | None = amount("Due in")
    due_unit: str = unit()


def sentence(settings: CreateJob) -> str:
    """In words."""
    name = f" “{settings.name}”" if settings.name else ""
    due = ""
    if settings.due_in_days is not None:
        due = f", due {offset_words(settings.due_in_days, settings.due_unit)}"
    return f"create a job{name} in another pipeline{due}"


def check(settings: CreateJob, pipeline: Pipeline) -> list[Fault]:
    """A pipeline by its id, other than this one: a job that makes its like would never end. Whether it has the stage is
    looked up where it is known.
    """
    faults = [
        Fault(f"/settings/{name}", f"{kind}_not_found", f"Choose a {kind}.")
        for name, kind in (("pipeline_id", "pipeline"), ("stage_id", "stage"))
        if (name == "pipeline_id" or settings.stage_id) and not is_id(getattr(settings, name))
    ]
    if faults:
        return faults
    if UUID(settings.pipeline_id) == pipeline.id:
        sentence = "Choose another pipeline: a job that makes its like would never end."
        return [Fault("/settings/pipeline_id", "pipeline_is_this", sentence)]
    return shortcode_faults(settings, IN_JOB_TEXTS, "name")


def foretell(settings: CreateJob, outlook: Outlook) -> Iterator[Line]:
    """Its name, where, whose, until when.

    Raises what refuses a new job there.
    """
    there = outlook.pipelines.get(UUID(settings.pipeline_id))
    if there is None:
        raise NotFound("pipeline")
    yield Line("Job", fill(settings.name, outlook.values())[:_LONGEST_NAME] or outlook.job_name)
    if there.archived:
        raise PipelineIsArchived(there.name)
    stage = _begin(settings, there)
    yield Line("In", f"{there.name}: {stage.name}" if settings.stage_id else there.name)
    people = outlook.chosen(settings.assignee_ids, settings.role_ids)
    if settings.role_ids or people:
        yield Line("For", outlook.names(people, settings.role_ids))
    due = outlook.due(settings.due_in_days, settings.due_unit)
    if due is not None:
        yield Line("Due", weekday_date(due))
    yield Line("Priority", settings.priority)
    outlook.check_people(people)
    unmet = replace(outlook, assignee_ids=people, due_date=due, **_NEW).unmet(stage)
    if unmet:
        raise RequirementsUnmet(stage, unmet)


def foresee(settings: CreateJob, outlook: Outlook) -> Outlook:
    """One more job stands where it begins."""
    stage = _begin(settings, outlook.pipelines[UUID(settings.pipeline_id)])
    return replace(outlook, standing={**outlook.standing, stage.id: outlook.standing.get(stage.id, 0) + 1})


def _begin(settings: CreateJob, there: OtherPipeline) -> Stage:
    """The stage in which it begins.

    Raises NotFound.
    """
    if not settings.stage_id:
        return there.stages[0]
    found = next((stage for stage in there.stages if str(stage.id) == settings.stage_id), None)
    if found is None:
        raise NotFound("stage")
    return found


_NEW: Mapping[str, Any] = {
    "start_date": None,
    "internal_deadline": None,
    "description": "",
    "open_tasks": (),
}


async def run(settings: CreateJob, at: At) -> Made:
    """Make it in its pipeline, about the same period; link it here."""
    job = at.at_hand.job
    values = await job_values((settings.name,), at.at_hand, at.uow, at.context)
    calendar = await at.uow.firms.calendar()
    due = None
    if settings.due_in_days is not None:
        today = calendar.today(at.context.now)
        due = calendar.after(today, settings.due_in_days, settings.due_unit)
    command = CreateJobs(
        pipeline_id=UUID(settings.pipeline_id),
        account_ids=(job.account_id,),
        stage_id=UUID(settings.stage_id) if settings.stage_id else None,
        name=fill(settings.name, values)[:_LONGEST_NAME] or job.name,
        assignee_ids=tuple(UUID(member) for member in settings.assignee_ids),
        role_ids=tuple(UUID(role) for role in settings.role_ids),
        priority=Priority(settings.priority),
        due_date=due,
        period=job.period,
    )
    [made] = await create_jobs(command, at.uow.nested(), at.context)
    item = LinkedItem(
        firm_id=at.context.firm_id,
        id=at.context.new_id(),
        job_id=job.id,
        visit_id=at.run.visit_id,
        linked_at=at.context.now,
        linked_by=at.context.actor,
        type="job",
        linked_job_id=made.id,
        action_item=False,
        run_id=at.run.id,
    )
    at.uow.items.add(item)
    return [{"type": "created_job", "id": made.id, "name": made.name, "item_id": item.id}]


async def undo(made: Mapping[str, Any], at: At) -> None:
    """Detach and archive it: no job is ever deleted."""
    (await at.uow.items.get(UUID(str(made["item_id"])))).unlinked_at = at.context.now
    await set_job_status(UUID(str(made["id"])), JobStatus.ARCHIVED, at.uow.nested(), at.context)


create_job_action = Action(
    key="create_job",
    title="Create job",
    description="Makes another job of the same account in another pipeline, linked to this one.",
    settings=CreateJob,
    sentence=sentence,
    run=run,
    undo=undo,
    check=check,
    foretell=foretell,
    foresee=foresee,
    begins_in=lambda settings: settings.pipeline_id,
    begins_at=lambda settings: settings.stage_id,
)
