"""Send an e-mail to the account's notified contacts: one for all, or one each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.accounts.recipient import Recipient
from domain.automations.action import Action, At, Made
from domain.automations.code_values import contact_values
from domain.automations.outlook import Line, Outlook
from domain.automations.texts import job_values, shortcode_faults
from domain.pipelines.model import Pipeline
from domain.shared.effects import Effect
from domain.shared.errors import Fault, RuleViolation
from domain.shared.shortcodes import IN_CONTACT_TEXTS, IN_JOB_TEXTS, fill


@dataclass(frozen=True, slots=True, kw_only=True)
class SendEmail:
    """Subject and body; `account` mode sends one mail with the others in CC, `contact` mode one to each contact."""

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


def sentence(settings: SendEmail) -> str:
    """In words."""
    return f"send e-mail “{settings.subject}”"


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
        values = outlook.values()
        if settings.mode == "contact":
            values = {**values, **contact_values(first)}
        copies = "".join(f", {other.name or other.email}" for other in others)
        yield Line("To", f"{first.name or first.email}{copies}{' in CC' if copies else ''}")
        yield Line("Subject", fill(settings.subject, values))
        yield Line("Text", fill(settings.body, values))


def groups(settings: SendEmail, recipients: Sequence[Recipient]) -> list[list[Recipient]]:
    """Who gets a mail together."""
    return [list(recipients)] if settings.mode == "account" else [[one] for one in recipients]


def _check_recipients(recipients: Sequence[Recipient], account_name: str) -> None:
    if not recipients:
        sentence = f"“{account_name}” has no contact with an e-mail address who is notified."
        raise RuleViolation(sentence, code="no_recipients")


async def run(settings: SendEmail, at: At) -> Made:
    """Put the mail into the queue; it leaves after the hold.

    Raises RuleViolation when nobody of the account is to be notified.
    """
    job = at.at_hand.job
    recipients = await at.uow.accounts.recipients(job.account_id)
    _check_recipients(recipients, at.at_hand.account_name)
    made: Made = []
    of_job = await job_values((settings.subject, settings.body), at.at_hand, at.uow, at.context)
    for group in groups(settings, recipients):
        first, *others = group
        values = {**of_job, **contact_values(first)} if settings.mode == "contact" else of_job
        effect = Effect(
            firm_id=at.context.firm_id,
            id=at.context.new_id(),
            type="email",
            key=f"{at.run.id}:{first.contact_id}",
            payload={
                "to": [first.email],
                "cc": [other.email for other in others],
                "subject": fill(settings.subject, values),
                "body": fill(settings.body, values),
            },
            created_at=at.context.now,
            due_at=at.context.cause.held_until or at.context.now,
            run_id=at.run.id,
            job_id=job.id,
            account_id=job.account_id,
        )
        at.uow.effects.add(effect)
        made.append({"type": "email", "id": effect.id, "to": [one.email for one in group]})
    return made


async def undo(made: Mapping[str, Any], at: At) -> None:
    """What was held is never sent: undoing the run cancels its effects, nothing else was made."""


send_email_action = Action(
    key="send_email",
    title="Send e-mail",
    description="Writes to the account's contacts that are notified.",
    settings=SendEmail,
    sentence=sentence,
    run=run,
    undo=undo,
    outward=True,
    check=check,
    foretell=foretell,
    looks_at=frozenset({"recipients"}),
)
