"""Where time comes from: composition roots pass a clock in, rules only see `context.now`."""

from datetime import UTC, date, datetime
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
