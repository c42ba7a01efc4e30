"""Dates that settings tell as so many days, business days, weeks or months from another date."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any

from domain.shared.calendar import UNITS, Calendar, amount_words
from domain.shared.errors import RuleViolation

TODAY = "today"
_SINCE: Mapping[str, str] = {
    TODAY: "the day it runs",
    "entered": "the day the job entered the stage",
    "start_date": "the job's start date",
    "due_date": "the job's due date",
    "internal_deadline": "the job's internal deadline",
}
Dates = Mapping[str, date | None]
"""The dates that may be counted from, by their names."""


class DateIsNotSet(RuleViolation):
    """The date to count from."""

    code = "date_is_not_set"

    def __init__(self, since: str) -> None:
        sentence = f"There is nothing to count from: {_SINCE[since]} is not set."
        super().__init__(sentence, details={"date": since})


def amount(title: str, *, least: int = 0) -> Any:
    """A setting: how many."""
    return field(default=None, metadata={"title": title, "ge": least, "le": 3650, "widget": "span"})


def unit() -> Any:
    """A setting: of what."""
    return field(
        default="days",
        metadata={
            "title": "Counted in",
            "enum": list(UNITS),
            "enum_titles": [one.replace("_", " ") for one in UNITS],
            "beside": True,
        },
    )


def since() -> Any:
    """A setting: from when on."""
    return field(
        default=TODAY,
        metadata={"title": "From", "enum": [*_SINCE], "enum_titles": [*_SINCE.values()], "beside": True},
    )


def offset(amount: int, unit: str, since: str, dates: Dates, calendar: Calendar) -> date:
    """The day that lies so far from the date; before it when the amount is negative.

    Raises DateIsNotSet, RuleViolation when there is no such day.
    """
    day = dates[since]
    if day is None:
        raise DateIsNotSet(since)
    try:
        return calendar.after(day, amount, unit)
    except (OverflowError, ValueError) as error:
        sentence = f"There is no day {offset_words(amount, unit, since)}."
        raise RuleViolation(sentence, code="date_out_of_range") from error


def offset_words(amount: int, unit: str, since: str = TODAY) -> str:
    """“in 3 days”, “5 business days before the job's due date”."""
    if since == TODAY and amount >= 0:
        return f"in {amount_words(amount, unit)}"
    if amount == 0:
        return f"on {_SINCE[since]}"
    return f"{amount_words(abs(amount), unit)} {'before' if amount < 0 else 'after'} {_SINCE[since]}"
