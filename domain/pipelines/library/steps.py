"""Words to write library pipelines with."""

from dataclasses import replace

from domain.pipelines.library.entry import LibraryAutomation, LibraryStage, LibraryStatus, Tagged
from domain.pipelines.requirements import Requirement, WipLimit
from domain.pipelines.trigger import Trigger


def all_of(*tags: str) -> Tagged:
    """The account has all of these tags."""
    return Tagged("all_of", tags)


def none_of(*tags: str) -> Tagged:
    """The account has none of these tags."""
    return Tagged("none_of", tags)


def stage(
    name: str,
    color: str,
    *automations: LibraryAutomation,
    limit: tuple[int, str] | None = None,
    only: tuple[Tagged, ...] = (),
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
        only=only,
        limit=limit,
        asks=asks,
        room=room,
    )


def status(name: str, color: str, *automations: LibraryAutomation, automove: bool = False) -> LibraryStatus:
    """A custom job status; with automove the job is active again when its tasks are done."""
    return LibraryStatus(name=name, color=color, automations=automations, automove=automove)


def after(days: int, automation: LibraryAutomation) -> LibraryAutomation:
    """The same, so many business days later, if the job still is there."""
    return replace(automation, trigger=Trigger("after", days, "business_days"))


def past_limit(automation: LibraryAutomation) -> LibraryAutomation:
    """The same, when the stage's time limit is passed."""
    return replace(automation, trigger=Trigger("limit_passed"))


def task(
    title: str,
    description: str,
    *,
    role: str,
    due: int,
    priority: str = "medium",
    when: tuple[Tagged, ...] = (),
) -> LibraryAutomation:
    """A task for whoever has the account role, due in so many business days."""
    settings = {
        "title": title,
        "description": description,
        "role_ids": (role,),
        "due_in_days": due,
        "due_unit": "business_days",
        "priority": priority,
    }
    return LibraryAutomation(action="create_task", settings=settings, when=when)


def email(subject: str, *paragraphs: str, when: tuple[Tagged, ...] = ()) -> LibraryAutomation:
    """One e-mail to the account's contacts, with a greeting."""
    settings = {"subject": subject, "body": "\n\n".join(("Hello,", *paragraphs)), "mode": "account"}
    return LibraryAutomation(action="send_email", settings=settings, when=when)


def hand_to(role: str) -> LibraryAutomation:
    """Assign the job to whoever has the account role."""
    return LibraryAutomation(action="update_job", settings={"role_ids": (role,)})


def set_job(**values: object) -> LibraryAutomation:
    """Set fields of the job."""
    return LibraryAutomation(action="update_job", settings=values)


def tag_account(*, add: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> LibraryAutomation:
    """Put tags on the account and take others off."""
    return LibraryAutomation(action="update_account_tags", settings={"add": add, "remove": remove})


def jump(stage: str, *, when: tuple[Tagged, ...] = ()) -> LibraryAutomation:
    """Move the job to another stage of the pipeline."""
    return LibraryAutomation(action="move_job", settings={"stage_id": stage}, when=when)
