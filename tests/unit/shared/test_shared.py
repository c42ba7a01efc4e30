from datetime import date, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from hypothesis import given, strategies as st

from domain.shared.calendar import Calendar
from domain.shared.context import Context
from domain.shared.entity import Entity
from domain.shared.errors import Fault, Invalid
from tests.unit.entities import ANA, FIRM, NOON

FRIDAY = date(2026, 3, 6)


@pytest.mark.parametrize(
    ("amount", "unit", "expected"),
    [
        (3, "days", date(2026, 3, 9)),
        (2, "weeks", date(2026, 3, 20)),
        (1, "business_days", date(2026, 3, 9)),
        (5, "business_days", date(2026, 3, 13)),
        (-1, "business_days", date(2026, 3, 5)),
        (0, "business_days", FRIDAY),
    ],
)
def test_days_are_added(amount: int, unit: str, expected: date) -> None:
    assert Calendar().after(FRIDAY, amount, unit) == expected


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_business_days_end_on_one_and_skip_weekends(day: date, amount: int) -> None:
    end = Calendar().after(day, amount, "business_days")
    assert end.weekday() < 5
    between = (day + timedelta(days=step) for step in range(1, (end - day).days + 1))
    assert sum(passed.weekday() < 5 for passed in between) == amount


def test_a_context_tells_the_time_in_utc() -> None:
    berlin = datetime(2026, 3, 2, 13, tzinfo=timezone(timedelta(hours=1)))
    assert (
        Context(firm_id=FIRM, actor=ANA, now=berlin, new_id=uuid4).now.isoformat()
        == "2026-03-02T12:00:00+00:00"
    )


def test_an_entity_has_a_view_of_its_own() -> None:
    with pytest.raises(NotImplementedError):
        Entity(firm_id=FIRM, id=FIRM, created_at=NOON, updated_at=NOON).view()


def test_many_faults_are_counted() -> None:
    assert str(Invalid([Fault("/a", "x", "A."), Fault("/b", "x", "B.")])) == "2 values cannot be used."
