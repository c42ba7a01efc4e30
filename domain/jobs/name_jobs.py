"""Names of jobs from their shortcodes."""

from collections.abc import Iterable
from datetime import date

from domain.accounts.custom_field import CustomField
from domain.accounts.field_values import words_of
from domain.accounts.model import Account
from domain.firms.model import Firm
from domain.shared.period import Period
from domain.shared.shortcodes import codes_in, date_values, fill

_LONGEST_NAME = 200


def name_for(
    name: str,
    account: Account,
    firm: Firm,
    day: date,
    period: Period | None,
    fields: Iterable[CustomField] = (),
) -> str:
    """The name of an account's job that is made on the day; `fields` are the firm's own.

    Raises ShortcodeIsEmpty.
    """
    if not codes_in(name):
        return name
    values = {
        **date_values(day),
        **(period.values() if period else {}),
        "FIRM_NAME": firm.name,
        "ACCOUNT_NAME": account.name,
        "ACCOUNT_ID": account.number,
        "ACCOUNT_TYPE": account.type,
        **words_of(account, fields),
    }
    return fill(name, values)[:_LONGEST_NAME]
