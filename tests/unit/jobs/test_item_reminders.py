from datetime import UTC, datetime, timedelta

from domain.items.model import LinkedItem
from domain.shared.calendar import Calendar
from tests.unit.entities import NOON, a_job, a_pipeline, a_visit, an_item

CALENDAR = Calendar()
DAY = timedelta(days=1)


def reminding(days: int = 1, most: int = 3) -> LinkedItem:
    item = an_item(a_visit(a_job(a_pipeline("A"))))
    item.begin_reminders(NOON, days, most, CALENDAR)
    return item


def state(item: LinkedItem) -> tuple[int, int, datetime | None]:
    return item.reminders_sent, item.reminders_left, item.remind_at


def test_the_first_is_due_after_so_many_days_and_the_last_leaves_none() -> None:
    item = reminding(days=3, most=2)
    assert state(item) == (0, 2, NOON + 3 * DAY)
    item.remind(NOON + 3 * DAY, CALENDAR)
    assert state(item) == (1, 1, NOON + 6 * DAY)
    item.remind(NOON + 6 * DAY, CALENDAR)
    assert state(item) == (2, 0, None)


def test_one_is_due_from_its_time_on_until_it_is_sent() -> None:
    item = reminding(days=1, most=1)
    moments = [NOON + DAY - timedelta(seconds=1), NOON + DAY, NOON + 9 * DAY]
    assert [item.reminder_due(now) for now in moments] == [False, True, True]
    item.remind(NOON + DAY, CALENDAR)
    assert not item.reminder_due(NOON + 9 * DAY)


def test_several_that_were_missed_become_one_and_the_others_keep_their_times() -> None:
    item = reminding(most=5)
    item.remind(NOON + 3 * DAY + timedelta(hours=2), CALENDAR)
    assert state(item) == (1, 2, NOON + 4 * DAY)
    item.remind(NOON + 40 * DAY, CALENDAR)
    assert state(item) == (2, 0, None)


def test_what_can_not_be_sent_is_put_off_and_none_is_used_up() -> None:
    item = reminding()
    item.put_off_reminders(NOON + 2 * DAY, CALENDAR)
    assert state(item) == (0, 3, NOON + 3 * DAY)
    item.put_off_reminders(NOON + 2 * DAY, CALENDAR)
    assert state(item) == (0, 3, NOON + 3 * DAY)


def test_switched_off_none_is_due_and_on_again_the_first_is_after_the_full_time() -> None:
    item = reminding(days=3)
    item.switch_reminders(NOON + DAY, CALENDAR, on=False)
    assert (item.reminders_off, item.remind_at) == (True, None)
    item.put_off_reminders(NOON + 9 * DAY, CALENDAR)
    assert (item.reminders_off, item.remind_at) == (True, None)
    item.switch_reminders(NOON + 9 * DAY, CALENDAR, on=True)
    assert (item.reminders_off, *state(item)) == (False, 0, 3, NOON + 12 * DAY)


def test_they_keep_the_time_on_the_firms_clock_when_it_is_put_forward() -> None:
    saturday = datetime(
        2026, 3, 7, 14, tzinfo=UTC
    )  # nine in New York, where the clocks go forward that night
    item = reminding()
    item.begin_reminders(saturday, 1, 3, Calendar("America/New_York"))
    assert item.remind_at == datetime(2026, 3, 8, 13, tzinfo=UTC)


def test_what_asks_for_none_has_none() -> None:
    item = an_item(a_visit(a_job(a_pipeline("A"))))
    item.put_off_reminders(NOON + DAY, CALENDAR)
    assert state(item) == (0, 0, None)
    assert not item.reminders_off
