"""What the shortcodes in texts about a job stand for: one pure rule for what is sent and what is only foretold."""

from collections.abc import Iterable, Mapping
from datetime import date

from domain.accounts.recipient import Recipient
from domain.shared.period import Period
from domain.shared.shortcodes import date_values, full_date

Values = Mapping[str, str | None]


def job_code_values(
    *,
    today: date,
    account_name: str,
    account_number: str | None,
    account_type: str,
    firm_name: str | None,
    job_name: str,
    due_date: date | None,
    assignees: Iterable[str],
    period: Period | None,
    fields: Values,
) -> Values:
    """The value of each code; None or nothing where there is none now. `fields` are the words of the firm's own fields."""
    return {
        **date_values(today),
        **(period.values() if period else {}),
        **fields,
        "ACCOUNT_NAME": account_name,
        "ACCOUNT_ID": account_number,
        "ACCOUNT_TYPE": account_type,
        "FIRM_NAME": firm_name,
        "JOB_NAME": job_name,
        "JOB_DUE_DATE": None if due_date is None else full_date(due_date),
        "JOB_ASSIGNEE": ", ".join(assignees),
    }


def contact_values(recipient: Recipient) -> Values:
    """What the codes of a contact stand for."""
    return {
        "CONTACT_NAME": recipient.name,
        "CONTACT_FIRST_NAME": recipient.first_name,
        "CONTACT_LAST_NAME": recipient.last_name,
    }
