"""Create a task that is linked to the job and holds its visit until it is done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from domain.automations.action import Action, At, Made
from domain.automations.code_values import Values
from domain.automations.foresight import Awaited
from domain.automations.offsets import amount, offset_words, unit
from domain.automations.outlook import Line, Outlook
from domain.automations.texts import job_values, shortcode_faults
from domain.pipelines.model import Pipeline
from domain.shared.errors import Fault
from domain.shared.shortcodes import IN_JOB_TEXTS, fill, weekday_date
from domain.tasks.create_task import CreateTask as CreateTaskCommand, create_task
from domain.tasks.delete_task import delete_task
from domain.tasks.subtask import MOST

_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateTask:
    """What task, for whom, due when."""

    title: str = field(metadata={"title": "Task", "min_length": 1, "max_length": 200, "shortcodes": "job"})
    description: str = field(
        default="",
        metadata={
            "title": "Description",
            "max_length": 5000,
            "widget": "multiline",
            "shortcodes": "job",
        },
    )
    subtasks: list[str] = field(
        default_factory=list,
        metadata={
            "title": "Subtasks",
            "max_items": MOST,
            "max_length": 200,
            "widget": "lines",
            "shortcodes": "job",
        },
    )
    role_ids: list[str] = field(
        default_factory=list, metadata={"title": "For the role", "widget": "role-list"}
    )
    assignee_ids: list[str] = field(
        default_factory=list, metadata={"title": "For members", "widget": "member-list"}
    )
    due_in_days: int | None = amount("Due in")
    due_unit: str = unit()
    priority: str = field(
        default="medium", metadata={"title": "Priority", "enum": ["low", "medium", "high", "urgent"]}
    )


def sentence(settings: CreateTask) -> str:
    """In words."""
    due = ""
    if settings.due_in_days is not None:
        due = f", due {offset_words(settings.due_in_days, settings.due_unit)}"
    return f"create task “{settings.title}”{due}"


def check(settings: CreateTask, pipeline: Pipeline) -> list[Fault]:
    """Unknown shortcodes are refused when the automation is saved."""
    return shortcode_faults(settings, IN_JOB_TEXTS, "title", "description", "subtasks")


def foretell(settings: CreateTask, outlook: Outlook) -> Iterator[Line]:
    """Title, who, until when."""
    values = outlook.values()
    yield Line("Task", fill(settings.title, values)[:_LONGEST_TITLE])
    people = outlook.chosen(settings.assignee_ids, settings.role_ids)
    yield Line("For", outlook.names(people, settings.role_ids))
    due = outlook.due(settings.due_in_days, settings.due_unit)
    if due is not None:
        yield Line("Due", weekday_date(due))
    yield Line("Priority", settings.priority)
    if settings.description:
        yield Line("Description", fill(settings.description, values))
    if settings.subtasks:
        yield Line("Subtasks", "\n".join(_subtasks(settings, values)))
    outlook.check_people(people)


def awaits(settings: CreateTask, outlook: Outlook) -> Awaited:
    """The task is to be done."""
    title = fill(settings.title, outlook.values())[:_LONGEST_TITLE]
    return Awaited(title, outlook.due(settings.due_in_days, settings.due_unit))


def foresee(settings: CreateTask, outlook: Outlook) -> Outlook:
    """One more task of the job is open."""
    return replace(outlook, open_tasks=(*outlook.open_tasks, awaits(settings, outlook).title))


async def run(settings: CreateTask, at: At) -> Made:
    """Make the task and link it to the visit."""
    job = at.at_hand.job
    account = await at.uow.accounts.get(job.account_id)
    people = [UUID(member) for member in settings.assignee_ids]
    people += account.members_in_roles([UUID(role) for role in settings.role_ids])
    due = None
    if settings.due_in_days is not None:
        calendar = await at.uow.firms.calendar()
        due = calendar.after(calendar.today(at.context.now), settings.due_in_days, settings.due_unit)
    texts = (settings.title, settings.description, *settings.subtasks)
    values = await job_values(texts, at.at_hand, at.uow, at.context)
    task = await create_task(
        CreateTaskCommand(
            title=fill(settings.title, values)[:_LONGEST_TITLE],
            description=fill(settings.description, values),
            job_id=job.id,
            assignee_ids=tuple(dict.fromkeys(people)),
            subtasks=_subtasks(settings, values),
            due_date=due,
            priority=settings.priority,
            run_id=at.run.id,
            # The job may have moved on before this ran: the next stage is not held by what is left behind.
            visit_id=at.run.visit_id,
        ),
        at.uow.nested(),
        at.context,
    )
    return [{"type": "task", "id": task.id, "title": task.title}]


def _subtasks(settings: CreateTask, values: Values) -> tuple[str, ...]:
    return tuple(fill(title, values)[:_LONGEST_TITLE] for title in settings.subtasks)


async def undo(made: Mapping[str, Any], at: At) -> None:
    """Remove the task."""
    await delete_task(UUID(str(made["id"])), at.uow.nested(), at.context)


create_task_action = Action(
    key="create_task",
    title="Create task",
    description="Makes a task for the job. The job waits in the stage until it is completed or canceled.",
    settings=CreateTask,
    sentence=sentence,
    run=run,
    undo=undo,
    makes_action_item=True,
    check=check,
    foretell=foretell,
    foresee=foresee,
    awaits=awaits,
)
