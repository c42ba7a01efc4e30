"""The firm's days: which are worked on."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

UNITS = ("days", "business_days", "weeks", "months")
"""What spans of days are counted in."""


def months_later(day: date, months: int) -> date:
    """The day so many months later; in a shorter month, its last day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def amount_words(amount: int, unit: str) -> str:
    """“1 business day”, “3 weeks”."""
    words = unit.replace("_", " ")
    return f"{amount} {words.removesuffix('s') if amount == 1 else words}"


def _no_holidays(day: date) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Business days are Monday to Friday but for holidays; `holiday` names the one on a day. Days are the firm's own."""

    time_zone: str = "UTC"
    holiday: Callable[[date], str | None] = _no_holidays

    def works_on(self, day: date) -> bool:
        """Whether it is a business day."""
        return day.weekday() < 5 and self.holiday(day) is None

    def after(self, day: date, amount: int, unit: str) -> date:
        """`amount` of the UNITS after `day`; before it when negative. A shorter month ends on its last day."""
        if unit == "months":
            return months_later(day, amount)
        if unit != "business_days":
            return day + timedelta(days=amount) * (7 if unit == "weeks" else 1)
        step = timedelta(days=1 if amount >= 0 else -1)
        left = abs(amount)
        while left:
            day += step
            if self.works_on(day):
                left -= 1
        return day

    def rolled(self, day: date, roll: str) -> date:
        """The next (`after`) or last (`before`) business day when it is none; the day itself with `none`."""
        if roll == "none" or self.works_on(day):
            return day
        return self.after(day, 1 if roll == "after" else -1, "business_days")

    def today(self, now: datetime) -> date:
        """The firm's day at `now`."""
        return now.astimezone(ZoneInfo(self.time_zone)).date()

    def moment(self, day: date, at: timedelta = timedelta(0)) -> datetime:
        """The instant (UTC) of a time of the day, told as time since midnight on the clock.

        A time that the clocks leave out is the first instant after it; one that they show twice is the first of both.
        """
        wall = datetime(day.year, day.month, day.day) + at  # noqa: DTZ001 - a reading of the clock on the wall
        zone = ZoneInfo(self.time_zone)
        instant = wall.replace(tzinfo=zone).astimezone(UTC)
        if instant.astimezone(zone).replace(tzinfo=None) == wall:
            return instant
        return _end_of_gap(wall, zone)

    def same_time(self, moment: datetime, amount: int, unit: str) -> datetime:
        """The instant `amount` days or business days later, at the same time on the clock."""
        wall = moment.astimezone(ZoneInfo(self.time_zone))
        midnight = wall.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
        return self.moment(self.after(wall.date(), amount, unit), wall.replace(tzinfo=None) - midnight)


def _end_of_gap(wall: datetime, zone: ZoneInfo) -> datetime:
    """Where the clocks go on after a time that they left out: before it they had the offset of the minute before."""
    before = wall.replace(tzinfo=zone, fold=0).utcoffset()
    after = wall.replace(tzinfo=zone, fold=1).utcoffset()
    assert before is not None
    assert after is not None
    # In a gap fold=0 reads the clock as it was before, so the instant lies as far after the gap's begin as the wall's
    # time does after its own; the gap's begin is found by the day's transition.
    low, high = wall.replace(tzinfo=UTC) - before - abs(after - before), wall.replace(tzinfo=UTC) - before
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)
