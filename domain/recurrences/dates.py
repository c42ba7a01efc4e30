"""Which dates of a recurrence come next."""

from collections.abc import Sequence
from datetime import date
from itertools import islice, takewhile

from domain.recurrences.model import Recurrence
from domain.shared.calendar import Calendar
from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork


def plan_next(
    recurrence: Recurrence,
    after: date | None,
    calendar: Calendar,
    uow: UnitOfWork,
    context: Context,
    *,
    not_before: date | None = None,
) -> None:
    """Find the next occurrence: after the date of the last one, or, without one, from today on.

    `not_before` is a date that was to come next: earlier ones of a changed rule are not made.
    """
    dates = uow.recurrences.dates(recurrence.rule, recurrence.starts_on)
    today = calendar.today(context.now)
    for date_ in dates:
        if after is not None:
            if date_ > after:
                break
        elif recurrence.day_of(date_, calendar) >= today and (
            not_before is None or date_ >= min(not_before, today)
        ):
            break
    else:
        recurrence.plan(None, calendar)
        return
    recurrence.plan(date_, calendar)


def upcoming(
    recurrence: Recurrence, count: int, calendar: Calendar, uow: UnitOfWork, today: date
) -> Sequence[date]:
    """The dates of the next occurrences, skipped ones too, up to the schedule's end."""
    first = recurrence.next_date or today
    dates = (
        date_ for date_ in uow.recurrences.dates(recurrence.rule, recurrence.starts_on) if date_ >= first
    )
    end = recurrence.ends_on
    coming = takewhile(lambda date_: end is None or recurrence.day_of(date_, calendar) <= end, dates)
    return list(islice(coming, count))
