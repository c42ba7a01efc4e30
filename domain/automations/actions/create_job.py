"""Create another job of the same account, linked to this one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from domain.automations.action import Action, At, Made
from domain.automations.outlook import Line, OtherPipeline, Outlook
from domain.automations.texts import job_values, shortcode_faults
from domain.items.model import LinkedItem
from domain.jobs.check_entry import RequirementsUnmet
from domain.jobs.create_jobs import CreateJobs, create_jobs
from domain.jobs.find_place import PipelineIsArchived
from domain.jobs.model import JobStatus, Priority
from domain.jobs.set_job_status import set_job_status
from domain.pipelines.model import Pipeline
from domain.shared.errors import Fault, NotFound
from domain.shared.shortcodes import IN_JOB_TEXTS, fill, weekday_date

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateJob:
    """Where, and what it is like. Without a name it takes this job's."""

    pipeline_id: str = field(metadata={"title": "In the pipeline", "min_length": 1, "widget": "pipeline"})
    name: str = field(default="", metadata={"title": "Name", "max_length": 200, "shortcodes": "job"})
    role_ids: list[str] = field(
        default_factory=list, metadata={"title": "Assign the role", "widget": "role-list"}
    )
    priority: str = field(
        default="medium", metadata={"title": "Priority", "enum": ["low", "medium", "high", "urgent"]}
    )
    due_in_days: int | None = field(
        default=None, metadata={"title": "Due in", "ge": 0, "le": 3650, "widget": "days"}
    )


def sentence(settings: CreateJob) -> str:
    """In words."""
    return f"create a job{f' “{settings.name}”' if settings.name else ''} in another pipeline"


def check(settings: CreateJob, pipeline: Pipeline) -> list[Fault]:
    """A pipeline by its id, other than this one: a job that makes its like would never end."""
    try:
        wanted = UUID(settings.pipeline_id)
    except ValueError:
        return [Fault("/settings/pipeline_id", "pipeline_not_found", "Choose a pipeline.")]
    if wanted == pipeline.id:
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
    yield Line("In", there.name)
    people = outlook.chosen((), settings.role_ids)
    if settings.role_ids:
        yield Line("For", outlook.names(people, settings.role_ids))
    due = outlook.due(settings.due_in_days)
    if due is not None:
        yield Line("Due", weekday_date(due))
    yield Line("Priority", settings.priority)
    _check_there(there, replace(outlook, assignee_ids=people, due_date=due, **_NEW))


_NEW: Mapping[str, Any] = {
    "start_date": None,
    "internal_deadline": None,
    "description": "",
    "open_tasks": (),
    "standing": {},
}


def _check_there(there: OtherPipeline, job: Outlook) -> None:
    if there.archived:
        raise PipelineIsArchived(there.name)
    unmet = job.unmet(there.stages[0])
    if unmet:
        raise RequirementsUnmet(there.stages[0], unmet)


async def run(settings: CreateJob, at: At) -> Made:
    """Make it in the first stage of its pipeline, about the same period; link it here."""
    job = at.at_hand.job
    values = await job_values((settings.name,), at.at_hand, at.uow, at.context)
    calendar = await at.uow.firms.calendar()
    due = None
    if settings.due_in_days is not None:
        due = calendar.after(calendar.today(at.context.now), settings.due_in_days, "days")
    command = CreateJobs(
        pipeline_id=UUID(settings.pipeline_id),
        account_ids=(job.account_id,),
        name=fill(settings.name, values)[:_LONGEST_NAME] or job.name,
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
    begins_in=lambda settings: settings.pipeline_id,
)
