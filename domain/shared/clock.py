"""Where time comes from: composition roots pass a clock in, rules only see `context.now`."""

from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """The time now, in UTC."""

    def __call__(self) -> datetime:
        """Tell the time."""
        ...


def system_clock() -> datetime:
    """The machine's time."""
    return datetime.now(UTC)


def local_date(now: datetime, time_zone: str) -> date:
    """The calendar day at `now` in the firm's zone."""
    return now.astimezone(ZoneInfo(time_zone)).date()


def add_days(day: date, amount: int, unit: str) -> date:
    """`amount` days, business days (Monday to Friday) or weeks after `day`."""
    if unit == "weeks":
        return day + timedelta(weeks=amount)
    if unit != "business_days":
        return day + timedelta(days=amount)
    step = 1 if amount >= 0 else -1
    left = abs(amount)
    while left:
        day += timedelta(days=step)
        if day.weekday() < 5:
            left -= 1
    return day
