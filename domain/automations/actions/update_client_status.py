"""Change what the client sees of the job: whether it is shown, its status, name and text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from domain.automations.action import Action, At, Made
from domain.automations.outlook import Line, Outlook
from domain.automations.texts import briefly, job_values, shortcode_faults
from domain.jobs.update_job import update_job
from domain.pipelines.model import Pipeline
from domain.shared.errors import Fault, NotFound, RuleViolation
from domain.shared.shortcodes import IN_JOB_TEXTS, fill

_LEAVE = "leave"
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateClientStatus:
    """What to set; what is left empty stays."""

    shown: str = field(
        default=_LEAVE,
        metadata={
            "title": "The client sees the job",
            "enum": [_LEAVE, "show", "hide"],
            "enum_titles": ["leave as it is", "yes: show it", "no: hide it"],
        },
    )
    status_id: str = field(default="", metadata={"title": "Client-facing status", "widget": "client-status"})
    name: str = field(
        default="", metadata={"title": "Name for the client", "max_length": 200, "shortcodes": "job"}
    )
    text: str = field(
        default="",
        metadata={
            "title": "Text for the client",
            "max_length": 2000,
            "widget": "multiline",
            "shortcodes": "job",
        },
    )
    clear_text: bool = field(default=False, metadata={"title": "Remove the text that the job had"})


def sentence(settings: UpdateClientStatus) -> str:
    """In words."""
    parts = [f"{settings.shown} the job"] if settings.shown != _LEAVE else []
    parts += ["set the status"] if settings.status_id else []
    parts += [f"call it “{settings.name}”"] if settings.name else []
    parts += [f"write “{briefly(settings.text)}”"] if settings.text else []
    parts += ["remove the text"] if settings.clear_text else []
    return "for the client: " + ", ".join(parts)


def check(settings: UpdateClientStatus, pipeline: Pipeline) -> list[Fault]:
    """It must do something; unknown shortcodes are refused. Whether the firm has the status, saving looks up."""
    if settings == UpdateClientStatus():
        return [Fault("/settings", "nothing_to_do", "Choose at least one thing to change.")]
    if settings.text and settings.clear_text:
        return [Fault("/settings/text", "two_texts", "Write a text or remove it: choose one.")]
    return shortcode_faults(settings, IN_JOB_TEXTS, "name", "text")


def foretell(settings: UpdateClientStatus, outlook: Outlook) -> Iterator[Line]:
    """What the client will see.

    Raises RuleViolation when the status was removed.
    """
    values = outlook.values()
    if settings.shown != _LEAVE:
        yield Line("The client", "sees the job" if settings.shown == "show" else "does not see the job")
    if settings.status_id:
        name = outlook.client_statuses.get(UUID(settings.status_id))
        if name is None:
            raise _status_gone()
        yield Line("Status", name)
    if settings.name:
        yield Line("Name", fill(settings.name, values)[:_LONGEST_NAME])
    if settings.text or settings.clear_text:
        yield Line("Text", fill(settings.text, values) or "removed")


def _status_gone() -> RuleViolation:
    sentence = "The client-facing status that it gives is gone. Choose another in the automation."
    return RuleViolation(sentence, code="client_status_not_found")


async def run(settings: UpdateClientStatus, at: At) -> Made:
    """Set it.

    Raises RuleViolation when the status was removed, ShortcodeIsEmpty.
    """
    job = await at.uow.jobs.get(at.at_hand.job.id)  # as an earlier automation of the stage left it
    values = await job_values((settings.name, settings.text), at.at_hand, at.uow, at.context)
    wanted: dict[str, object] = {}
    if settings.shown != _LEAVE:
        wanted["client_shown"] = settings.shown == "show"
    if settings.status_id:
        wanted["client_status_id"] = await _status(settings.status_id, at)
    if settings.name:
        wanted["client_name"] = fill(settings.name, values)[:_LONGEST_NAME]
    if settings.text or settings.clear_text:
        wanted["client_description"] = fill(settings.text, values) or None
    before = {name: getattr(job, name) for name in wanted}
    await update_job(job.id, wanted, at.uow.nested(), at.context)
    return [{"type": "job", "id": job.id, "before": before, "after": wanted}]


async def _status(status_id: str, at: At) -> UUID:
    try:
        return (await at.uow.client_statuses.held(UUID(status_id))).id
    except NotFound as error:
        raise _status_gone() from error


async def undo(made: Mapping[str, Any], at: At) -> None:
    """Put back what the client saw before; a status that was removed meanwhile is not."""
    before = dict(made["before"])
    if before.get("client_status_id"):
        present = {status.id for status in await at.uow.client_statuses.all()}
        former = UUID(str(before["client_status_id"]))
        before["client_status_id"] = former if former in present else None
    await update_job(UUID(str(made["id"])), before, at.uow.nested(), at.context)


update_client_status_action = Action(
    key="update_client_status",
    title="Update client-facing status",
    description="Changes what the client sees of the job: whether it is shown, its status, name and text.",
    settings=UpdateClientStatus,
    sentence=sentence,
    run=run,
    undo=undo,
    check=check,
    foretell=foretell,
)
