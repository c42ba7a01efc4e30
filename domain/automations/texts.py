"""The values of shortcodes in texts about a job; only what a text asks for is looked up."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from domain.accounts.field_values import fields_in, words_of
from domain.accounts.ports import Recipient
from domain.jobs.ports import JobAtHand
from domain.shared.clock import local_date
from domain.shared.context import Context
from domain.shared.errors import Fault
from domain.shared.shortcodes import (
    IN_CONTACT_TEXTS,
    Shortcode,
    codes_in,
    date_values,
    full_date,
    own_codes_in,
    unknown_code,
)
from domain.unit_of_work import UnitOfWork

Values = Mapping[str, str | None]


def shortcode_faults(settings: Any, allowed: Iterable[Shortcode], *fields: str) -> list[Fault]:
    """One for each of the texts that holds a code which means nothing there. Those of the firm's own fields are for
    whoever knows the firm (`check_automations`).
    """
    faults = []
    for name in fields:
        text = getattr(settings, name)
        code = unknown_code(text, allowed, own_codes_in(text))
        if code is not None:
            known = any(one.code == code for one in IN_CONTACT_TEXTS)
            sentence = (
                f"[{code}] can only be used in mails to one contact each."
                if known
                else f"There is no shortcode [{code}]."
            )
            faults.append(Fault(f"/settings/{name}", "unknown_shortcode", sentence))
    return faults


async def job_values(texts: Collection[str], at_hand: JobAtHand, uow: UnitOfWork, context: Context) -> Values:
    """What the codes in the texts stand for, for a job as it is now."""
    codes = codes_in(*texts)
    values: dict[str, str | None] = {}
    if not codes:
        return values
    values |= date_values(local_date(context.now, at_hand.time_zone))
    if any(code.startswith("ACCOUNT_") for code in codes):
        account = await uow.accounts.get(at_hand.account_id)
        values |= {"ACCOUNT_NAME": account.name, "ACCOUNT_ID": account.number, "ACCOUNT_TYPE": account.type}
        values |= words_of(account, await fields_in(uow, *texts))
    if "FIRM_NAME" in codes:
        values["FIRM_NAME"] = (await uow.firms.current()).name
    if "JOB_ASSIGNEE" in codes:
        people = await uow.members.many(at_hand.job.assignee_ids)
        values["JOB_ASSIGNEE"] = ", ".join(person.name for person in people)
    due = at_hand.job.due_date
    if at_hand.job.period is not None:
        values |= at_hand.job.period.values()
    return {**values, "JOB_NAME": at_hand.job.name, "JOB_DUE_DATE": None if due is None else full_date(due)}


def contact_values(recipient: Recipient) -> Values:
    """What the codes of a contact stand for."""
    return {
        "CONTACT_NAME": recipient.name,
        "CONTACT_FIRST_NAME": recipient.first_name,
        "CONTACT_LAST_NAME": recipient.last_name,
    }
