"""Shortcodes: `[ACCOUNT_NAME]` in a name or text, replaced once when the thing is made or sent (§10).

An own tokenizer over an allow-list: nothing is evaluated, and nothing inside a replaced value is replaced again.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.shared.calendar import months_later
from domain.shared.errors import RuleViolation

_CODE = re.compile(r"\[([A-Z][A-Z0-9_]*)\]")
_BRACKETS = re.compile(r"\[([^\[\]\n]{1,80})\]")
FIELD_PREFIX = "ACCOUNT_FIELD_"
"""Codes that begin so are of the firm's own fields: which there are is for the firm to say."""


@dataclass(frozen=True, slots=True)
class Shortcode:
    """One code: what it stands for, and what it may look like. `group` orders the picker."""

    code: str
    title: str
    sample: str
    group: str


def _step(day: date, unit: str, steps: int) -> date:
    """The day `steps` units later; in a shorter month, its last day."""
    if unit in ("FULL_DATE", "DAY", "WEEKDAY"):
        return day + timedelta(days=steps)
    if unit == "WEEK":
        return day + timedelta(weeks=steps)
    return months_later(day, {"QUARTER": 3, "YEAR": 12}.get(unit, 1) * steps)


def month_name(month: int) -> str:
    """A month by its number, January is 1."""
    return _MONTHS[month - 1]


def full_date(day: date) -> str:
    """A date in words: “April 15, 2027”."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def weekday_date(day: date) -> str:
    """A date with its weekday: “Thursday, April 15, 2027”."""
    return f"{_WEEKDAYS[day.weekday()]}, {full_date(day)}"


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_UNITS: Mapping[str, tuple[str, Callable[[date], str]]] = {
    "FULL_DATE": ("date", full_date),
    "DAY": ("day of the month", lambda day: str(day.day)),
    "WEEKDAY": ("weekday", lambda day: _WEEKDAYS[day.weekday()]),
    "WEEK": ("week of the year", lambda day: str(day.isocalendar().week)),
    "MONTH_NUMBER": ("month, as a number", lambda day: str(day.month)),
    "MONTH_NAME": ("month", lambda day: _MONTHS[day.month - 1]),
    "QUARTER": ("quarter", lambda day: str((day.month + 2) // 3)),
    "YEAR": ("year", lambda day: str(day.year)),
}
_TURNS = {"CURRENT": 0, "LAST": -1, "NEXT": 1}
_SAMPLE_DAY = date(2027, 4, 15)


def date_values(today: date) -> dict[str, str]:
    """The value of every date code on a day of the firm."""
    return {
        f"{turn}_{unit}": shown(_step(today, unit, steps))
        for turn, steps in _TURNS.items()
        for unit, (_, shown) in _UNITS.items()
    }


def _date_codes() -> Iterable[Shortcode]:
    samples = date_values(_SAMPLE_DAY)
    for turn in _TURNS:
        for unit, (words, _) in _UNITS.items():
            code = f"{turn}_{unit}"
            yield Shortcode(code, f"{turn.capitalize()} {words}", samples[code], "date")


_ACCOUNT = (
    Shortcode("ACCOUNT_NAME", "Account name", "Rossi, Ada", "account"),
    Shortcode("ACCOUNT_ID", "Account ID", "1042", "account"),
    Shortcode("ACCOUNT_TYPE", "Account type", "individual", "account"),
    Shortcode("FIRM_NAME", "Name of the firm", "Hart & Whitfield Tax", "firm"),
)
_JOB = (
    Shortcode("JOB_NAME", "Job name", "2026 1040", "job"),
    Shortcode("JOB_DUE_DATE", "Job due date", "April 15, 2027", "job"),
    Shortcode("JOB_ASSIGNEE", "Who the job is assigned to", "Ana Lima", "job"),
)
_CONTACT = (
    Shortcode("CONTACT_NAME", "Contact name", "Ada Rossi", "contact"),
    Shortcode("CONTACT_FIRST_NAME", "Contact first name", "Ada", "contact"),
    Shortcode("CONTACT_LAST_NAME", "Contact last name", "Rossi", "contact"),
)
_DATES = tuple(_date_codes())

_PERIOD = (
    Shortcode("PERIOD_MONTH_NAME", "Month that the work is about", "December", "period"),
    Shortcode("PERIOD_MONTH_NUMBER", "The same as a number", "12", "period"),
    Shortcode("PERIOD_QUARTER", "Quarter that the work is about", "4", "period"),
    Shortcode("PERIOD_YEAR", "Year that the work is about", "2026", "period"),
)

IN_JOB_NAMES = (*_ACCOUNT, *_PERIOD, *_DATES)
"""What a job's name may hold."""
IN_JOB_TEXTS = (*_ACCOUNT, *_JOB, *_PERIOD, *_DATES)
"""What a text about a job may hold."""
IN_CONTACT_TEXTS = (*_CONTACT, *IN_JOB_TEXTS)
"""What a text to one contact may hold."""


class ShortcodeIsEmpty(RuleViolation):
    """The code has no value now, so the text can't be finished."""

    code = "shortcode_has_no_value"

    def __init__(self, name: str) -> None:
        super().__init__(f"[{name}] has no value here.", details={"shortcode": name})


def codes_in(*texts: str) -> list[str]:
    """The codes that the texts hold, each once."""
    return list(dict.fromkeys(code for text in texts for code in _CODE.findall(text)))


def own_codes_in(*texts: str) -> list[str]:
    """Those of the firm's own fields, each once."""
    return [code for code in codes_in(*texts) if code.startswith(FIELD_PREFIX)]


def unknown_code(text: str, allowed: Iterable[Shortcode], own: Iterable[str] = ()) -> str | None:
    """The first code of the text that is not allowed there; `own` are those of the firm's fields."""
    names = {*(one.code for one in allowed), *own}
    return next((code for code in codes_in(text) if code not in names), None)


def misspelt_code(text: str) -> str | None:
    """What is wrong, in words, with the first code that is written with small letters, blanks or hyphens; other brackets
    are text.
    """
    known = {one.code for one in IN_CONTACT_TEXTS}
    for written in _BRACKETS.findall(text):
        meant = re.sub(r"[\s_-]+", "_", written.strip()).strip("_").upper()
        if meant != written and (meant in known or meant.startswith(FIELD_PREFIX)):
            return f"[{written}] would stay as it is: did you mean [{meant}]?"
    return None


def wrong_in_name(name: str, own: Iterable[str]) -> str | None:
    """What is wrong, in words, with the codes in a job's name; `own` are those of the firm's fields."""
    code = unknown_code(name, IN_JOB_NAMES, own)
    return misspelt_code(name) or (None if code is None else f"There is no shortcode [{code}] for names.")


def fill(text: str, values: Mapping[str, str | None]) -> str:
    """Replace each code once; what a value itself holds stays as it is.

    Raises ShortcodeIsEmpty.
    """

    def value(found: re.Match[str]) -> str:
        filled = values.get(found.group(1))
        if not filled:
            raise ShortcodeIsEmpty(found.group(1))
        return filled

    return _CODE.sub(value, text)
