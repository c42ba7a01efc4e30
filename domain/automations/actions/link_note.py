"""Link a note or a procedure to the job: a text of the firm."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from domain.automations.action import Action, At, Made
from domain.automations.outlook import Line, Outlook
from domain.automations.texts import job_values, shortcode_faults
from domain.items.model import LinkedItem
from domain.pipelines.model import Pipeline
from domain.shared.errors import Fault
from domain.shared.shortcodes import IN_JOB_TEXTS, fill


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkNote:
    """Its title and text."""

    title: str = field(metadata={"title": "Title", "min_length": 1, "max_length": 200, "shortcodes": "job"})
    text: str = field(
        metadata={
            "title": "Text",
            "min_length": 1,
            "max_length": 20000,
            "widget": "multiline",
            "shortcodes": "job",
        }
    )


def sentence(settings: LinkNote) -> str:
    """In words."""
    return f"link the note “{settings.title}”"


def check(settings: LinkNote, pipeline: Pipeline) -> list[Fault]:
    """Unknown shortcodes are refused when the automation is saved."""
    return shortcode_faults(settings, IN_JOB_TEXTS, "title", "text")


def foretell(settings: LinkNote, outlook: Outlook) -> Iterator[Line]:
    """Title and text."""
    values = outlook.values()
    yield Line("Note", fill(settings.title, values))
    yield Line("Text", fill(settings.text, values))


async def run(settings: LinkNote, at: At) -> Made:
    """Attach the text, as it is now."""
    values = await job_values((settings.title, settings.text), at.at_hand, at.uow, at.context)
    item = LinkedItem(
        firm_id=at.context.firm_id,
        id=at.context.new_id(),
        job_id=at.at_hand.job.id,
        visit_id=at.run.visit_id,
        linked_at=at.context.now,
        linked_by=at.context.actor,
        type="note",
        title=fill(settings.title, values),
        text=fill(settings.text, values),
        action_item=False,
        run_id=at.run.id,
    )
    at.uow.items.add(item)
    return [{"type": "note", "id": item.id, "title": item.title}]


async def undo(made: Mapping[str, Any], at: At) -> None:
    """Detach it."""
    (await at.uow.items.get(UUID(str(made["id"])))).unlinked_at = at.context.now


link_note_action = Action(
    key="link_note",
    title="Link note or procedure",
    description="Attaches a text to the job: how it is done here, what to look out for.",
    settings=LinkNote,
    sentence=sentence,
    run=run,
    undo=undo,
    check=check,
    foretell=foretell,
)
