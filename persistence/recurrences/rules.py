"""RFC 5545 rules of dates, by a library."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from dateutil.rrule import rrule, rrulestr

_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_REFUSED = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND", "COUNT", "UNTIL"})
_OTHER_DAYS = frozenset({"BYDAY", "BYSETPOS", "BYWEEKNO", "BYYEARDAY", "BYEASTER"})
_LAST_OF_ALL_MONTHS = 28
_HORIZON_YEARS = 100


def dates_of(rule: str, start: date) -> Iterator[date]:
    """The dates of a rule from its start on. The 29th, 30th and 31st mean the last day of shorter months.

    Raises ValueError, with a sentence, when it is no rule that can be used.
    """
    made = _parsed(rule, start)
    return (moment.date() for moment in made)


def _parsed(rule: str, start: date) -> rrule:
    text = rule.strip().upper().removeprefix("RRULE:")
    parts = dict(part.partition("=")[::2] for part in text.split(";"))
    for word in _REFUSED & parts.keys():
        raise ValueError(
            f"{word} can't be used in the rule; the schedule has settings for start, end and time."
        )
    if parts.get("FREQ") not in _FREQUENCIES:
        raise ValueError("The rule must repeat daily, weekly, monthly or yearly.")
    # So many years ahead that nobody waits for more, and few enough to notice a rule without dates.
    until = datetime(start.year + _HORIZON_YEARS, 12, 31)  # noqa: DTZ001 - dates only
    begins = datetime(start.year, start.month, start.day)  # noqa: DTZ001
    try:
        made = rrulestr(_with_month_ends(parts, start), dtstart=begins)
    except (ValueError, TypeError, AttributeError) as error:
        raise ValueError(f"This is no rule that can be read: {error}.") from error
    if not isinstance(made, rrule):
        raise ValueError("Give one rule.")  # noqa: TRY004 - a bad value, as the others
    return made.replace(until=until)


def _with_month_ends(given: Mapping[str, str], start: date) -> str:
    """A day past the 28th is the last day of a month that has no such day."""
    parts = dict(given)
    day = parts.get("BYMONTHDAY", str(start.day))
    wanted = parts["FREQ"] in ("MONTHLY", "YEARLY") and not _OTHER_DAYS & parts.keys()
    if wanted and day.isdecimal() and _LAST_OF_ALL_MONTHS < int(day) <= 31:
        if parts["FREQ"] == "YEARLY":
            parts.setdefault("BYMONTH", str(start.month))
        parts["BYMONTHDAY"] = ",".join(str(one) for one in range(_LAST_OF_ALL_MONTHS, int(day) + 1))
        parts["BYSETPOS"] = "-1"
    return ";".join(f"{name}={value}" for name, value in parts.items())
