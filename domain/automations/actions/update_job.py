"""Change the job: assignees, priority, dates, status."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any
from uuid import UUID

from domain.automations.action import Action, At, Made
from domain.automations.job_dates import LABELS, dates_of, new_dates, set_dates
from domain.automations.offsets import amount, offset_words, since, unit
from domain.automations.outlook import Line, Outlook
from domain.jobs.model import JobStatus
from domain.jobs.set_job_status import set_job_status
from domain.jobs.update_job import update_job
from domain.pipelines.model import Pipeline
from domain.shared.errors import Fault, NotFound
from domain.shared.shortcodes import weekday_date

_KEEP = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateJob:
    """What to set; what is left empty stays."""

    priority: str = field(
        default=_KEEP, metadata={"title": "Priority", "enum": ["", "low", "medium", "high", "urgent"]}
    )
    role_ids: list[str] = field(
        default_factory=list, metadata={"title": "Assign the role", "widget": "role-list"}
    )
    assignee_ids: list[str] = field(
        default_factory=list, metadata={"title": "Assign members", "widget": "member-list"}
    )
    start_in_days: int | None = amount("Start in", least=-3650)
    start_unit: str = unit()
    start_from: str = since()
    due_in_days: int | None = amount("Due in", least=-3650)
    due_unit: str = unit()
    due_from: str = since()
    internal_deadline_in_days: int | None = amount("Internal deadline in", least=-3650)
    internal_deadline_unit: str = unit()
    internal_deadline_from: str = since()
    status: str = field(
        default=_KEEP, metadata={"title": "Status", "enum": ["", "active", "completed", "archived"]}
    )
    custom_status_id: str = field(
        default=_KEEP, metadata={"title": "Custom status", "widget": "custom-status"}
    )


_NOTHING = UpdateJob()


def sentence(settings: UpdateJob) -> str:
    """In words."""
    parts = [f"priority {settings.priority}"] if settings.priority else []
    parts += ["assignees"] if settings.assignee_ids or settings.role_ids else []
    parts += [
        f"{LABELS[name].lower().removesuffix(' date')} {offset_words(*how)}"
        for name, how in set_dates(settings)
    ]
    parts += [f"status {settings.status}"] if settings.status else []
    parts += ["a custom status"] if settings.custom_status_id else []
    return "set the job's " + (", ".join(parts) or "nothing")


def check(settings: UpdateJob, pipeline: Pipeline) -> list[Fault]:
    """It must do something."""
    kept = {one.name: getattr(_NOTHING, one.name) for one in fields(UpdateJob) if one.metadata.get("beside")}
    if replace(settings, **kept) == _NOTHING:
        return [Fault("/settings", "nothing_to_do", "Choose at least one thing to change.")]
    if settings.status and settings.custom_status_id:
        return [Fault("/settings/status", "two_statuses", "A job has one status: choose one.")]
    wanted = settings.custom_status_id
    if wanted and wanted not in {str(status.id) for status in pipeline.statuses}:
        sentence = "Choose a custom status of this pipeline."
        return [Fault("/settings/custom_status_id", "status_not_found", sentence)]
    return []


def foretell(settings: UpdateJob, outlook: Outlook) -> Iterator[Line]:
    """Each field that is set, with its value."""
    values = _values(settings, outlook)
    if "priority" in values:
        yield Line("Priority", settings.priority)
    people = values.get("assignee_ids", ())
    if "assignee_ids" in values:
        yield Line("Assigned to", outlook.names(people, settings.role_ids))
    for name, label in LABELS.items():
        if name in values:
            yield Line(label, weekday_date(values[name]))
    if "status" in values:
        yield Line("Status", _status_name(settings, outlook))
    outlook.check_people(people)


def foresee(settings: UpdateJob, outlook: Outlook) -> Outlook:
    """The job as later automations will see it."""
    return outlook.with_job(**_values(settings, outlook))


def _status_name(settings: UpdateJob, outlook: Outlook) -> str:
    if not settings.custom_status_id:
        return settings.status
    name = outlook.status_names.get(UUID(settings.custom_status_id))
    if name is None:
        raise NotFound("status")
    return name


def _values(settings: UpdateJob, outlook: Outlook) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if settings.priority:
        values["priority"] = settings.priority
    if settings.assignee_ids or settings.role_ids:
        values["assignee_ids"] = outlook.chosen(settings.assignee_ids, settings.role_ids)
    values |= new_dates(settings, outlook.dates, outlook.calendar)
    if settings.custom_status_id:
        values |= {"status": JobStatus.CUSTOM, "status_id": UUID(settings.custom_status_id)}
    elif settings.status:
        values |= {"status": settings.status, "status_id": None}
    return values


async def run(settings: UpdateJob, at: At) -> Made:
    """Set the fields, then the status."""
    job = at.at_hand.job
    values: dict[str, object] = {}
    if settings.priority:
        values["priority"] = settings.priority
    if settings.assignee_ids or settings.role_ids:
        account = await at.uow.accounts.get(job.account_id)
        people = [UUID(member) for member in settings.assignee_ids]
        people += account.members_in_roles([UUID(role) for role in settings.role_ids])
        values["assignee_ids"] = list(dict.fromkeys(people))
    if set_dates(settings):
        calendar = await at.uow.firms.calendar()
        values |= new_dates(settings, dates_of(job, calendar, at.context), calendar)
    before: dict[str, object] = {name: getattr(job, name) for name in values}
    if values:
        await update_job(job.id, values, at.uow.nested(), at.context)
    after = dict(values)
    status = JobStatus.CUSTOM if settings.custom_status_id else settings.status
    if status:
        before |= {"status": job.status, "status_id": job.status_id}
        custom = UUID(settings.custom_status_id) if settings.custom_status_id else None
        await set_job_status(job.id, JobStatus(status), at.uow.nested(), at.context, status_id=custom)
        after |= {"status": status, "status_id": custom}
    return [{"type": "job", "id": job.id, "before": before, "after": after}]


async def undo(made: Mapping[str, Any], at: At) -> None:
    """Put the former values back; the status, if it still is the one that was set."""
    job_id, before = UUID(str(made["id"])), dict(made["before"])
    status, status_id = before.pop("status", None), before.pop("status_id", None)
    if status and await _has_status(made["after"], job_id, at):
        custom = UUID(str(status_id)) if status_id else None
        await set_job_status(job_id, JobStatus(status), at.uow.nested(), at.context, status_id=custom)
    for name in LABELS:
        if before.get(name):
            before[name] = date.fromisoformat(before[name])
    if "assignee_ids" in before:
        before["assignee_ids"] = [UUID(member) for member in before["assignee_ids"]]
    if before:
        await update_job(job_id, before, at.uow.nested(), at.context)


async def _has_status(after: Mapping[str, Any], job_id: UUID, at: At) -> bool:
    job = await at.uow.jobs.reloaded(job_id)
    wanted = after["status_id"]
    return job.status == after["status"] and job.status_id == (UUID(str(wanted)) if wanted else None)


update_job_action = Action(
    key="update_job",
    title="Update job",
    description="Sets the job's assignees, priority, dates or status. Dates may be counted from the job's present ones.",
    settings=UpdateJob,
    sentence=sentence,
    run=run,
    undo=undo,
    check=check,
    foretell=foretell,
    leads_to=lambda settings: settings.custom_status_id,
    foresee=foresee,
)
