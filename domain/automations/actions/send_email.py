"""Send an e-mail to the account's notified contacts, one for all or one each; perhaps wait for the reply, and remind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.accounts.recipient import Recipient
from domain.automations.action import Action, At, Made
from domain.automations.code_values import Values, contact_values
from domain.automations.foresight import Awaited
from domain.automations.outlook import Line, Outlook
from domain.automations.texts import job_values, shortcode_faults
from domain.items.model import LinkedItem
from domain.pipelines.model import Pipeline
from domain.shared.calendar import Calendar
from domain.shared.effects import Effect
from domain.shared.errors import Fault, RuleViolation
from domain.shared.shortcodes import IN_CONTACT_TEXTS, IN_JOB_TEXTS, fill


@dataclass(frozen=True, slots=True, kw_only=True)
class SendEmail:
    """Subject and body; `account` mode sends one mail with the others in CC, `contact` mode one to each contact.

    One that waits may remind: so many times at most, so many days apart (§8).
    """

    subject: str = field(
        metadata={"title": "Subject", "min_length": 1, "max_length": 200, "shortcodes": "contact"}
    )
    body: str = field(
        metadata={
            "title": "Text",
            "min_length": 1,
            "max_length": 20000,
            "widget": "multiline",
            "shortcodes": "contact",
        }
    )
    mode: str = field(
        default="account",
        metadata={
            "title": "Send",
            "enum": ["account", "contact"],
            "enum_titles": ["one mail, others in CC", "one mail to each contact"],
        },
    )
    wait: bool = field(default=False, metadata={"title": "The job waits for the reply"})
    remind_after_days: int | None = field(
        default=3, metadata={"title": "Remind after", "ge": 1, "le": 365, "widget": "days", "if": "wait"}
    )
    reminders: int | None = field(
        default=1, metadata={"title": "Reminders at most", "ge": 0, "le": 50, "if": "wait"}
    )


def sentence(settings: SendEmail) -> str:
    """In words."""
    return f"send e-mail “{settings.subject}”{' and wait for the reply' if settings.wait else ''}"


def check(settings: SendEmail, pipeline: Pipeline) -> list[Fault]:
    """Unknown shortcodes are refused when the automation is saved; a contact's need a mail of their own."""
    allowed = IN_CONTACT_TEXTS if settings.mode == "contact" else IN_JOB_TEXTS
    return shortcode_faults(settings, allowed, "subject", "body")


def foretell(settings: SendEmail, outlook: Outlook) -> Iterator[Line]:
    """Each mail: to whom, subject, text.

    Raises RuleViolation when nobody of the account is to be notified.
    """
    _check_recipients(outlook.recipients, outlook.account_name)
    for first, *others in groups(settings, outlook.recipients):
        values = _values(settings, first, outlook.values())
        copies = "".join(f", {other.name or other.email}" for other in others)
        yield Line("To", f"{first.name or first.email}{copies}{' in CC' if copies else ''}")
        yield Line("Subject", fill(settings.subject, values))
        yield Line("Text", fill(settings.body, values))
    days, most = settings.remind_after_days, settings.reminders
    if settings.wait:
        yield Line("The job waits", "for the reply")
        if days and most:
            yield Line("Reminders", f"after {days} day(s) each, at most {most}")


def awaits(settings: SendEmail, outlook: Outlook) -> Awaited | None:
    """The reply, if the job waits for it."""
    if settings.wait:
        return Awaited(_title(settings, _values(settings, outlook.recipients[0], outlook.values())))
    return None


def _values(settings: SendEmail, first: Recipient, of_job: Values) -> Values:
    """What the codes in a mail stand for; those of a contact in one to that contact alone."""
    return {**of_job, **contact_values(first)} if settings.mode == "contact" else of_job


def _title(settings: SendEmail, values: Values) -> str:
    return f"Reply: {fill(settings.subject, values)}"


def groups(settings: SendEmail, recipients: Sequence[Recipient]) -> list[list[Recipient]]:
    """Who gets a mail together."""
    return [list(recipients)] if settings.mode == "account" else [[one] for one in recipients]


def _check_recipients(recipients: Sequence[Recipient], account_name: str) -> None:
    if not recipients:
        sentence = f"“{account_name}” has no contact with an e-mail address who is notified."
        raise RuleViolation(sentence, code="no_recipients")


async def run(settings: SendEmail, at: At) -> Made:
    """Put the mail into the queue; it leaves after the hold. The job waits from now on, if it waits.

    Raises RuleViolation when nobody of the account is to be notified.
    """
    recipients = await at.uow.accounts.recipients(at.at_hand.account_id)
    _check_recipients(recipients, at.at_hand.account_name)
    made: Made = []
    of_job = await job_values((settings.subject, settings.body), at.at_hand, at.uow, at.context)
    for group in groups(settings, recipients):
        effect = _mail(settings, group, _values(settings, group[0], of_job), at)
        at.uow.effects.add(effect)
        made.append({"type": "email", "id": effect.id, "to": [one.email for one in group]})
    if settings.wait:
        item = _item(settings, _title(settings, _values(settings, recipients[0], of_job)), at)
        at.uow.items.add(item)
        made.append({"type": "item", "id": item.id, "title": item.title})
    return made


def _mail(settings: SendEmail, group: Sequence[Recipient], values: Values, at: At) -> Effect:
    first, *others = group
    return Effect(
        firm_id=at.context.firm_id,
        id=at.context.new_id(),
        type="email",
        key=f"{at.run.id}:{first.contact_id}",
        payload={
            "to": [first.email],
            "cc": [other.email for other in others],
            "contact_ids": [one.contact_id for one in group],
            "subject": fill(settings.subject, values),
            "body": fill(settings.body, values),
        },
        created_at=at.context.now,
        due_at=_leaves_at(at),
        run_id=at.run.id,
        job_id=at.at_hand.job.id,
        account_id=at.at_hand.account_id,
    )


def _leaves_at(at: At) -> datetime:
    return at.context.cause.held_until or at.context.now


def _item(settings: SendEmail, title: str, at: At) -> LinkedItem:
    item = LinkedItem(
        firm_id=at.context.firm_id,
        id=at.context.new_id(),
        job_id=at.at_hand.job.id,
        visit_id=at.run.visit_id,
        linked_at=at.context.now,
        linked_by=at.context.actor,
        type="reply",
        title=title,
        run_id=at.run.id,
    )
    if settings.remind_after_days and settings.reminders:
        calendar = Calendar(at.at_hand.time_zone)
        item.begin_reminders(_leaves_at(at), settings.remind_after_days, settings.reminders, calendar)
    return item


async def undo(made: Mapping[str, Any], at: At) -> None:
    """What was held is never sent: undoing the run cancels its effects. Nothing waits for a reply any more."""
    if made["type"] == "item":
        (await at.uow.items.get(UUID(str(made["id"])))).unlinked_at = at.context.now


send_email_action = Action(
    key="send_email",
    title="Send e-mail",
    description="Writes to the account's contacts that are notified. The job may wait for their reply, and remind them.",
    settings=SendEmail,
    sentence=sentence,
    run=run,
    undo=undo,
    makes_action_item=lambda settings: settings.wait,
    outward=True,
    check=check,
    foretell=foretell,
    awaits=awaits,
    looks_at=frozenset({"recipients"}),
)
