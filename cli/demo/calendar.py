"""When people work: weekdays, office hours, always before now."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

_OPENS, _CLOSES = 8 * 60 + 30, 17 * 60 + 30
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days around now, in the firm's zone."""

    now: datetime
    zone: ZoneInfo
    chance: Random

    @property
    def today(self) -> date:
        """The firm's present day."""
        return self.now.astimezone(self.zone).date()

    def moment(self, days_ago: float) -> datetime:
        """Some time in office hours about so many days ago; never later than ten minutes before now."""
        minute = self.chance.randint(_OPENS, _CLOSES)
        second = self.chance.randint(0, 59)
        day = self.today - timedelta(days=round(days_ago))
        while True:
            while day.weekday() >= _SATURDAY:
                day -= timedelta(days=1)
            local = datetime.combine(day, time(minute // 60, minute % 60, second), self.zone)
            if local <= self.now - timedelta(minutes=10):
                return local.astimezone(UTC)
            day -= timedelta(days=1)

    def day(self, offset: int) -> date:
        """A weekday about `offset` days from today; past ones stay past."""
        day = self.today + timedelta(days=offset)
        while day.weekday() >= _SATURDAY:
            day += timedelta(days=1 if offset > 0 else -1)
        return day
