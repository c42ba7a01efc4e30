"""The firm's days, and what the clock on its wall shows."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from domain.shared.calendar import UNITS, Calendar, amount_words

GOOD_FRIDAY = date(2026, 4, 3)
FIRM = Calendar("America/New_York", lambda day: "Good Friday" if day == GOOD_FRIDAY else None)
HALF_PAST_TWO = timedelta(hours=2, minutes=30)


def test_business_days_skip_weekends_and_holidays_both_ways() -> None:
    assert FIRM.after(date(2026, 4, 2), 1, "business_days") == date(2026, 4, 6)
    assert FIRM.after(date(2026, 4, 6), -1, "business_days") == date(2026, 4, 2)
    assert FIRM.after(date(2026, 4, 2), 2, "weeks") == date(2026, 4, 16)
    assert FIRM.after(date(2026, 4, 2), -3, "days") == date(2026, 3, 30)


@pytest.mark.parametrize(
    ("day", "amount", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 11, 15), 2, date(2027, 1, 15)),
        (date(2026, 1, 15), -13, date(2024, 12, 15)),
    ],
)
def test_months_end_on_the_last_day_of_shorter_ones(day: date, amount: int, expected: date) -> None:
    assert FIRM.after(day, amount, "months") == expected


def test_amounts_in_words() -> None:
    assert [amount_words(1, unit) for unit in UNITS] == ["1 day", "1 business day", "1 week", "1 month"]
    assert amount_words(3, "business_days") == "3 business days"


@pytest.mark.parametrize(
    ("day", "roll", "expected"),
    [
        (GOOD_FRIDAY, "none", GOOD_FRIDAY),
        (GOOD_FRIDAY, "after", date(2026, 4, 6)),
        (GOOD_FRIDAY, "before", date(2026, 4, 2)),
        (date(2026, 4, 6), "after", date(2026, 4, 6)),
    ],
)
def test_a_day_is_rolled_to_a_business_day(day: date, roll: str, expected: date) -> None:
    assert FIRM.rolled(day, roll) == expected


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        # Left out: the first instant after the gap.
        ("America/New_York", date(2026, 3, 8), HALF_PAST_TWO, "2026-03-08T07:00:00+00:00"),
        ("Europe/Rome", date(2026, 3, 29), HALF_PAST_TWO, "2026-03-29T01:00:00+00:00"),
        ("America/Santiago", date(2026, 9, 6), timedelta(0), "2026-09-06T04:00:00+00:00"),
        (
            "Australia/Lord_Howe",
            date(2026, 10, 4),
            timedelta(hours=2, minutes=15),
            "2026-10-03T15:30:00+00:00",
        ),
        # Shown twice: the first.
        ("America/New_York", date(2026, 11, 1), timedelta(hours=1, minutes=30), "2026-11-01T05:30:00+00:00"),
        # Any other day.
        ("Europe/Rome", date(2026, 7, 1), timedelta(hours=9), "2026-07-01T07:00:00+00:00"),
    ],
)
def test_a_time_of_the_day_is_an_instant(zone: str, day: date, at: timedelta, expected: str) -> None:
    assert Calendar(zone).moment(day, at).isoformat() == expected


def test_days_later_it_is_the_same_time_on_the_clock() -> None:
    friday_evening = datetime(2026, 3, 6, 22, 15, 30, tzinfo=UTC)  # 17:15 in New York
    later = FIRM.same_time(friday_evening, 3, "days")
    assert later.astimezone(ZoneInfo("America/New_York")).isoformat() == "2026-03-09T17:15:30-04:00"
    assert FIRM.same_time(friday_evening, 1, "business_days") == later


@given(
    st.sampled_from(["America/New_York", "Europe/Rome", "Asia/Kolkata", "America/Santiago", "Pacific/Apia"]),
    st.dates(date(2012, 1, 1), date(2036, 12, 31)),
    st.integers(0, 24 * 60 - 1),
)
def test_the_moment_of_a_day_is_on_that_day_and_never_before_its_time(
    zone: str, day: date, minute: int
) -> None:
    calendar = Calendar(zone)
    moment = calendar.moment(day, timedelta(minutes=minute))
    shown = moment.astimezone(ZoneInfo(zone))
    assert calendar.today(moment) == day
    assert timedelta(hours=shown.hour, minutes=shown.minute) >= timedelta(minutes=minute)
