"""The dates of rules, and the periods that jobs are about."""

from datetime import date
from itertools import islice

import pytest

from domain.shared.period import Period
from persistence.recurrences.rules import dates_of


def first(rule: str, start: date, count: int = 4) -> list[str]:
    return [day.isoformat() for day in islice(dates_of(rule, start), count)]


@pytest.mark.parametrize(
    ("rule", "start", "expected"),
    [
        ("FREQ=DAILY", date(2026, 2, 27), ["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"]),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
            date(2026, 1, 1),
            ["2026-01-02", "2026-01-16", "2026-01-30", "2026-02-13"],
        ),
        ("FREQ=MONTHLY", date(2026, 1, 31), ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
        (
            "freq=monthly;bymonthday=30",
            date(2028, 1, 1),
            ["2028-01-30", "2028-02-29", "2028-03-30", "2028-04-30"],
        ),
        (
            "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=31",
            date(2026, 3, 1),
            ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"],
        ),
        ("RRULE:FREQ=YEARLY", date(2028, 2, 29), ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28"]),
        (
            "FREQ=MONTHLY;BYDAY=1MO",
            date(2026, 1, 1),
            ["2026-01-05", "2026-02-02", "2026-03-02", "2026-04-06"],
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            date(2026, 1, 1),
            ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"],
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=15",
            date(2026, 1, 20),
            ["2026-02-15", "2026-03-15", "2026-04-15", "2026-05-15"],
        ),
    ],
)
def test_a_rule_has_its_dates(rule: str, start: date, expected: list[str]) -> None:
    assert first(rule, start) == expected


@pytest.mark.parametrize(
    "rule",
    ["", "FREQ=HOURLY", "FREQ=MONTHLY;COUNT=3", "FREQ=DAILY;UNTIL=20270101", "FREQ=DAILY;BYHOUR=3", "FREQ=DAILY;INTERVAL=x",
     "every month", "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY\nRRULE:FREQ=WEEKLY"],
)  # fmt: skip
def test_what_is_no_rule_is_refused_with_a_sentence(rule: str) -> None:
    with pytest.raises(ValueError, match=r"\."):
        first(rule, date(2026, 1, 1))


def test_a_rule_without_dates_ends() -> None:
    assert first("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;BYDAY=MO", date(2026, 1, 1)) == []
    assert first("FREQ=MONTHLY;BYMONTHDAY=99", date(2026, 1, 1)) == []


@pytest.mark.parametrize(
    ("day", "unit", "offset", "start", "words"),
    [
        (date(2027, 1, 5), "month", -1, "2026-12-01", ("December", "12", "4", "2026")),
        (date(2027, 1, 5), "quarter", -1, "2026-10-01", (None, None, "4", "2026")),
        (date(2027, 5, 31), "quarter", 0, "2027-04-01", (None, None, "2", "2027")),
        (date(2027, 4, 15), "year", -1, "2026-01-01", (None, None, None, "2026")),
        (date(2026, 11, 30), "month", 3, "2027-02-01", ("February", "2", "1", "2027")),
    ],
)
def test_a_job_is_about_a_period(
    day: date, unit: str, offset: int, start: str, words: tuple[str | None, ...]
) -> None:
    period = Period.of(day, unit, offset)
    assert period.start.isoformat() == start
    assert tuple(period.values().values()) == words
    assert Period.from_view(period.view()) == period
