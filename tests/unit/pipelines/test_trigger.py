"""When timed automations have their turn."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.pipelines.trigger import Moments, Trigger
from domain.shared.calendar import Calendar

THURSDAY = datetime(2026, 4, 2, 14, tzinfo=UTC)  # 10:00 in New York; the next day is Good Friday
MOMENTS = Moments(
    now=THURSDAY,
    entered_at=THURSDAY,
    limit_amount=3,
    limit_unit="business_days",
    due_date=date(2026, 4, 15),
    calendar=Calendar("America/New_York", lambda day: "Good Friday" if day == date(2026, 4, 3) else None),
)


@pytest.mark.parametrize(
    ("trigger", "at", "words"),
    [
        (Trigger("after", 5, "hours"), "2026-04-02T19:00:00+00:00", "5 hours after it began"),
        (Trigger("after", 1, "days"), "2026-04-03T14:00:00+00:00", "1 day after it began"),
        (Trigger("after", 1, "business_days"), "2026-04-06T14:00:00+00:00", "1 business day after it began"),
        (Trigger("limit_passed"), "2026-04-08T14:00:00+00:00", "the stage's time limit is passed"),
        (Trigger("due_date", -3), "2026-04-12T12:00:00+00:00", "3 days before the due date"),
        (Trigger("due_date", 0), "2026-04-15T12:00:00+00:00", "on the due date"),
        (
            Trigger("due_date", 2, "business_days"),
            "2026-04-17T12:00:00+00:00",
            "2 business days after the due date",
        ),
    ],
)
def test_its_time_is_known_at_the_visits_begin(trigger: Trigger, at: str, words: str) -> None:
    planned = trigger.plan(MOMENTS)
    assert planned.at is not None
    assert (planned.at.isoformat(), planned.reason) == (at, f"Waits for its time: {words}.")


def test_a_day_that_is_over_is_not_made_up_for() -> None:
    planned = Trigger("due_date", -3).plan(replace(MOMENTS, due_date=date(2026, 4, 4)))
    assert planned.over
    assert planned.reason == "2026-04-01 was over: 3 days before the due date."
    today = Trigger("due_date", -2).plan(replace(MOMENTS, due_date=date(2026, 4, 4)))
    assert not today.over


def test_without_a_due_date_it_waits_for_one_and_without_a_limit_it_never_comes() -> None:
    waits = Trigger("due_date", 1).plan(replace(MOMENTS, due_date=None))
    assert (waits.at, waits.over, waits.reason) == (None, False, "Waits for a due date.")
    assert Trigger("limit_passed").plan(replace(MOMENTS, limit_amount=None)).over


@pytest.mark.parametrize(
    "view",
    [
        {"kind": "entered"},
        {"kind": "limit_passed"},
        {"kind": "after", "amount": 3, "unit": "hours"},
        {"kind": "due_date", "amount": -3, "unit": "business_days"},
    ],
)
def test_a_trigger_is_stored_as_it_is_shown(view: dict[str, object]) -> None:
    trigger = Trigger.from_view(view)
    assert trigger.view() == view
    assert trigger.timed is (view["kind"] != "entered")
