"""Call a URL of the firm's choice with what is known of the job; perhaps wait for its answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from domain.automations.action import Action, At, Made
from domain.automations.foresight import Awaited
from domain.automations.outlook import Line, Outlook
from domain.automations.texts import job_values, shortcode_faults
from domain.items.model import LinkedItem
from domain.pipelines.model import Pipeline
from domain.shared.effects import Effect
from domain.shared.errors import Fault
from domain.shared.shortcodes import IN_JOB_TEXTS, fill
from domain.shared.web_address import LONGEST_URL

EVENT = "automation.called"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallWebhook:
    """Where, whether the job waits, and what is said besides."""

    url: str = field(metadata={"title": "URL", "min_length": 1, "max_length": LONGEST_URL, "widget": "url"})
    wait: str = field(
        default="no",
        metadata={
            "title": "The job waits",
            "enum": ["no", "answer", "callback"],
            "enum_titles": ["for nothing", "until it is answered (2xx)", "until it calls back"],
        },
    )
    note: str = field(
        default="",
        metadata={"title": "Note", "max_length": 1000, "widget": "multiline", "shortcodes": "job"},
    )


def host_of(url: str) -> str:
    """The host's name, as people are told it."""
    return urlsplit(url).hostname or url


def sentence(settings: CallWebhook) -> str:
    """In words."""
    waits = {"answer": " and wait for its answer", "callback": " and wait until it calls back"}
    return f"call the webhook {host_of(settings.url)}{waits.get(settings.wait, '')}"


def check(settings: CallWebhook, pipeline: Pipeline) -> list[Fault]:
    """Unknown shortcodes are refused when the automation is saved; the catalogue looks at the URL."""
    return shortcode_faults(settings, IN_JOB_TEXTS, "note")


def foretell(settings: CallWebhook, outlook: Outlook) -> Iterator[Line]:
    """Whom it calls, what is said besides, and what the job waits for."""
    yield Line("To", host_of(settings.url))
    if settings.note:
        yield Line("Note", fill(settings.note, outlook.values()))
    if settings.wait != "no":
        yield Line("The job waits", _WAITS[settings.wait])


_WAITS: Mapping[str, str] = {"answer": "until it is answered", "callback": "until it calls back"}


def awaits(settings: CallWebhook, outlook: Outlook) -> Awaited | None:
    """The answer, if the job waits for one."""
    return Awaited(_title(settings)) if settings.wait != "no" else None


def _title(settings: CallWebhook) -> str:
    return f"Answer of {host_of(settings.url)}"


async def run(settings: CallWebhook, at: At) -> Made:
    """Put the call into the queue; it leaves after the hold. The job waits from now on, if it waits."""
    item = _item(settings, at) if settings.wait != "no" else None
    effect = Effect(
        firm_id=at.context.firm_id,
        id=at.context.new_id(),
        type="webhook",
        key=str(at.run.id),
        payload={
            "url": settings.url,
            "wait": settings.wait,
            "item_id": item.id if item else None,
            "body": await _body(settings, at),
        },
        created_at=at.context.now,
        due_at=at.context.cause.held_until or at.context.now,
        run_id=at.run.id,
        job_id=at.at_hand.job.id,
        account_id=at.at_hand.account_id,
    )
    at.uow.effects.add(effect)
    made: Made = [{"type": "webhook", "id": effect.id, "host": host_of(settings.url)}]
    if item:
        at.uow.items.add(item)
        made.append({"type": "item", "id": item.id, "title": item.title})
    return made


def _item(settings: CallWebhook, at: At) -> LinkedItem:
    return LinkedItem(
        firm_id=at.context.firm_id,
        id=at.context.new_id(),
        job_id=at.at_hand.job.id,
        visit_id=at.run.visit_id,
        linked_at=at.context.now,
        linked_by=at.context.actor,
        type="webhook",
        title=_title(settings),
        run_id=at.run.id,
    )


async def _body(settings: CallWebhook, at: At) -> dict[str, object]:
    """What is said, in the form of the Standard Webhooks. It is the same on each attempt."""
    job, pipeline = at.at_hand.job, at.at_hand.pipeline
    account = await at.uow.accounts.get(job.account_id)
    stage = pipeline.stage(job.stage_id)
    data: dict[str, object] = {
        "job": job.view(),
        "account": {
            "id": account.id,
            "name": account.name,
            "number": account.number,
            "type": account.type,
            "external_refs": account.external_refs,
        },
        "stage": {"id": stage.id, "name": stage.name},
        "pipeline": {"id": pipeline.id, "name": pipeline.name},
        "automation_id": at.run.automation_id,
        "run_id": at.run.id,
    }
    if settings.note:
        data["note"] = fill(settings.note, await job_values((settings.note,), at.at_hand, at.uow, at.context))
    return {"type": EVENT, "timestamp": at.context.now, "data": data}


async def undo(made: Mapping[str, Any], at: At) -> None:
    """What was held is never sent: undoing the run cancels its effects. Nothing waits for an answer any more."""
    if made["type"] == "item":
        (await at.uow.items.get(UUID(str(made["id"])))).unlinked_at = at.context.now


call_webhook_action = Action(
    key="call_webhook",
    title="Call webhook",
    description="Sends what is known of the job to a URL, signed. The job may wait until it is answered or called back.",
    settings=CallWebhook,
    sentence=sentence,
    run=run,
    undo=undo,
    makes_action_item=lambda settings: settings.wait != "no",
    outward=True,
    check=check,
    foretell=foretell,
    awaits=awaits,
    calls=lambda settings: settings.url,
    permission="manage_integrations",
)
