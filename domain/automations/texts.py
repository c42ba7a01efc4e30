"""The values of shortcodes in texts about a job; only what a text asks for is looked up."""

from collections.abc import Collection, Iterable
from typing import Any

from domain.accounts.field_values import fields_in, words_of
from domain.automations.code_values import Values, job_code_values
from domain.jobs.ports import JobAtHand
from domain.shared.clock import local_date
from domain.shared.context import Context
from domain.shared.errors import Fault
from domain.shared.shortcodes import (
    IN_CONTACT_TEXTS,
    Shortcode,
    codes_in,
    misspelt_code,
    own_codes_in,
    unknown_code,
)
from domain.unit_of_work import UnitOfWork

_BRIEF = 60


def briefly(text: str) -> str:
    """As much of a text as a sentence bears."""
    return text if len(text) <= _BRIEF else f"{text[: _BRIEF - 1].rstrip()}…"


def text_of(value: Any) -> str:
    """A text of settings as one; a list of lines as its lines."""
    return "\n".join(value) if isinstance(value, list) else str(value)


def shortcode_faults(settings: Any, allowed: Iterable[Shortcode], *fields: str) -> list[Fault]:
    """One for each of the texts that holds a code which means nothing there. Those of the firm's own fields are for
    whoever knows the firm (`check_automations`).
    """
    faults = []
    for name in fields:
        text = text_of(getattr(settings, name))
        code, misspelt = unknown_code(text, allowed, own_codes_in(text)), misspelt_code(text)
        if misspelt is not None:
            faults.append(Fault(f"/settings/{name}", "unknown_shortcode", misspelt))
        elif code is not None:
            known = any(one.code == code for one in IN_CONTACT_TEXTS)
            sentence = (
                f"[{code}] can only be used in mails to one contact each."
                if known
                else f"There is no shortcode [{code}]."
            )
            faults.append(Fault(f"/settings/{name}", "unknown_shortcode", sentence))
    return faults


async def job_values(texts: Collection[str], at_hand: JobAtHand, uow: UnitOfWork, context: Context) -> Values:
    """What the codes in the texts stand for, for a job as it is now; only what they ask for is looked up."""
    codes = codes_in(*texts)
    if not codes:
        return {}
    job, number, firm_name, assignees, words = at_hand.job, None, None, [""], {}
    if own_codes_in(*texts) or "ACCOUNT_ID" in codes:
        account = await uow.accounts.get(at_hand.account_id)
        number, words = account.number, words_of(account, await fields_in(uow, *texts))
    if "FIRM_NAME" in codes:
        firm_name = (await uow.firms.current()).name
    if "JOB_ASSIGNEE" in codes:
        assignees = [person.name for person in await uow.members.many(job.assignee_ids)]
    return job_code_values(
        today=local_date(context.now, at_hand.time_zone),
        account_name=at_hand.account_name,
        account_number=number,
        account_type=at_hand.account_type,
        firm_name=firm_name,
        job_name=job.name,
        due_date=job.due_date,
        assignees=assignees,
        period=job.period,
        fields=words,
    )
