"""The dates of a job that an automation sets, counted from the day or from the job's present dates."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.automations.offsets import TODAY, Dates, offset
from domain.jobs.model import Job
from domain.shared.calendar import Calendar
from domain.shared.context import Context

LABELS: Mapping[str, str] = {
    "start_date": "Start date",
    "due_date": "Due date",
    "internal_deadline": "Internal deadline",
}
"""What the dates are called, by their names."""
_SETTINGS = {"start_date": "start", "due_date": "due", "internal_deadline": "internal_deadline"}
How = tuple[int, str, str]
"""How many, of what, from when on."""


def set_dates(settings: Any) -> list[tuple[str, How]]:
    """Which dates the settings set, and how."""
    found = []
    for name, setting in _SETTINGS.items():
        amount = getattr(settings, f"{setting}_in_days")
        if amount is not None:
            how = amount, getattr(settings, f"{setting}_unit"), getattr(settings, f"{setting}_from")
            found.append((name, how))
    return found


def new_dates(settings: Any, dates: Dates, calendar: Calendar) -> dict[str, date]:
    """The dates that are set, by their names. All count from what was before.

    Raises DateIsNotSet, RuleViolation when there is no such day.
    """
    return {name: offset(*how, dates, calendar) for name, how in set_dates(settings)}


def dates_of(job: Job, calendar: Calendar, context: Context) -> Dates:
    """What may be counted from, for a job as it is."""
    return {
        TODAY: calendar.today(context.now),
        "entered": calendar.today(job.entered_stage_at),
        "start_date": job.start_date,
        "due_date": job.due_date,
        "internal_deadline": job.internal_deadline,
    }
