"""Send an e-mail to the account's notified contacts: one for all, or one each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.automations.action import Action, At, Made
from domain.automations.texts import contact_values, job_values, shortcode_faults
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


async def run(settings: SendEmail, at: At) -> Made:
    """Put the mail into the queue; it leaves after the hold.

    Raises RuleViolation when nobody of the account is to be notified.
    """
    job = at.at_hand.job
    recipients = await at.uow.accounts.recipients(job.account_id)
    if not recipients:
        raise RuleViolation(
            f"“{at.at_hand.account_name}” has no contact with an e-mail address who is notified.",
            code="no_recipients",
        )
    groups = [list(recipients)] if settings.mode == "account" else [[one] for one in recipients]
    made: Made = []
    of_job = await job_values((settings.subject, settings.body), at.at_hand, at.uow, at.context)
    for group in groups:
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
)
