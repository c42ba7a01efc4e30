"""What a schedule is going to make."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.accounts.field_values import fields_in
from domain.jobs.name_jobs import name_for
from domain.recurrences.dates import upcoming
from domain.recurrences.model import Recurrence
from domain.shared.calendar import Calendar
from domain.shared.context import Context
from domain.shared.errors import TickmarkError
from domain.shared.period import Period
from domain.unit_of_work import UnitOfWork

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Coming:
    """An occurrence to come; `name` None when a shortcode has no value for this account."""

    at: datetime
    name: str | None
    due_date: date | None
    period: Period | None
    skipped: bool
    date: date

    def view(self) -> Mapping[str, object]:
        """Its public form."""
        return {
            "date": self.date,
            "at": self.at,
            "name": self.name,
            "due_date": self.due_date,
            "period": self.period.view() if self.period else None,
            "skipped": self.skipped,
        }


async def preview(recurrence: Recurrence, uow: UnitOfWork, context: Context) -> list[Coming]:
    """The next 12 occurrences with their dates and names; nothing is written."""
    calendar = await uow.firms.calendar()
    dates = upcoming(recurrence, SHOWN, calendar, uow, calendar.today(context.now))
    return [await _coming(recurrence, date_, calendar, uow) for date_ in dates]


async def _coming(recurrence: Recurrence, date_: date, calendar: Calendar, uow: UnitOfWork) -> Coming:
    template, period = recurrence.template, recurrence.period_of(date_)
    day = recurrence.day_of(date_, calendar)
    due = None
    if template.due_in_days is not None:
        due = calendar.after(day, template.due_in_days, template.due_unit)
    account = await uow.accounts.get(recurrence.account_id)
    named: str | None = template.name or (await uow.pipelines.current(recurrence.pipeline_id)).name
    try:
        fields = await fields_in(uow, str(named))
        named = name_for(str(named), account, await uow.firms.current(), day, period, fields)
    except TickmarkError:
        named = None  # shown as such: the occurrence would fail for it
    at = recurrence.instant_of(date_, calendar)
    return Coming(at, named, due, period, date_ in recurrence.skips, date_)
