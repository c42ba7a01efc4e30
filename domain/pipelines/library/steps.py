"""Words to write library pipelines with."""

from dataclasses import replace

from domain.pipelines.library.entry import LibraryAutomation, LibraryStage, LibraryStatus
from domain.pipelines.library.rules import Rule
from domain.pipelines.requirements import Mode, Requirement, WipLimit
from domain.pipelines.trigger import Trigger

DUE_DATE = Requirement("field", "due_date")
"""Nothing is worked on without a day to be done by."""
ALL_DONE = Requirement("tasks_done")
"""Nothing is filed, paid or sent while a task of the job is open."""
DONE_OR_ASKED = Requirement("tasks_done", mode=Mode.WARN)
"""A person is asked before a job with open tasks goes in."""


def room_for(jobs: int) -> WipLimit:
    """A soft limit: people are asked before more jobs pile up."""
    return WipLimit(jobs, Mode.WARN)


def stage(
    name: str,
    color: str,
    *automations: LibraryAutomation,
    limit: tuple[int, str] | None = None,
    only: Rule | None = None,
    automove: bool = True,
    asks: tuple[Requirement, ...] = (),
    room: WipLimit | None = None,
) -> LibraryStage:
    """A stage; unless told otherwise the job moves on by itself when its tasks are done."""
    return LibraryStage(
        name=name,
        color=color,
        automations=automations,
        automove=automove,
        only=(only,) if only else (),
        limit=limit,
        asks=asks,
        room=room,
    )


def status(name: str, color: str, *automations: LibraryAutomation, automove: bool = False) -> LibraryStatus:
    """A custom job status; with automove the job is active again when its tasks are done."""
    return LibraryStatus(name=name, color=color, automations=automations, automove=automove)


def given(rule: Rule, automation: LibraryAutomation) -> LibraryAutomation:
    """The same, for accounts that the rule holds for."""
    return replace(automation, when=(*automation.when, rule))


def after(days: int, automation: LibraryAutomation) -> LibraryAutomation:
    """The same, so many business days later, if the job still is there."""
    return replace(automation, trigger=Trigger("after", days, "business_days"))


def past_limit(automation: LibraryAutomation) -> LibraryAutomation:
    """The same, when the stage's time limit is passed."""
    return replace(automation, trigger=Trigger("limit_passed"))


def before_due(days: int, automation: LibraryAutomation) -> LibraryAutomation:
    """The same, so many days before the job's due date, if the job is there then."""
    return replace(automation, trigger=Trigger("due_date", -days, "days"))


def task(title: str, description: str, *, role: str, due: int, priority: str = "medium") -> LibraryAutomation:
    """A task for whoever has the account role, due in so many business days."""
    settings = {
        "title": title,
        "description": description,
        "role_ids": (role,),
        "due_in_days": due,
        "due_unit": "business_days",
        "priority": priority,
    }
    return LibraryAutomation(action="create_task", settings=settings)


def email(subject: str, *paragraphs: str) -> LibraryAutomation:
    """One e-mail to the account's contacts, with a greeting, in the firm's name."""
    body = "\n\n".join(("Hello,", *paragraphs, "[FIRM_NAME]"))
    return LibraryAutomation(
        action="send_email", settings={"subject": subject, "body": body, "mode": "account"}
    )


def procedure(title: str, *checks: str) -> LibraryAutomation:
    """A checklist that is linked to the job: how it is done here."""
    text = "\n".join(f"☐ {check}" for check in checks)
    return LibraryAutomation(action="link_note", settings={"title": title, "text": text})


def notify(text: str, *roles: str) -> LibraryAutomation:
    """Tell those whom the job is assigned to, and whoever has these account roles."""
    return LibraryAutomation(action="notify_members", settings={"text": text, "role_ids": roles})


def hand_to(role: str) -> LibraryAutomation:
    """Assign the job to whoever has the account role."""
    return LibraryAutomation(action="update_job", settings={"role_ids": (role,)})


def set_job(**values: object) -> LibraryAutomation:
    """Set fields of the job."""
    return LibraryAutomation(action="update_job", settings=values)


def tag_account(*, add: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> LibraryAutomation:
    """Put tags on the account and take others off."""
    return LibraryAutomation(action="update_account_tags", settings={"add": add, "remove": remove})


def jump(stage: str) -> LibraryAutomation:
    """Move the job to another stage of the pipeline."""
    return LibraryAutomation(action="move_job", settings={"stage_id": stage})
