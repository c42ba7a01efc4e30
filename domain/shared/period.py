"""The period that work is about: January's bookkeeping job is about December (§9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.shared.shortcodes import month_name

UNITS: Mapping[str, int] = {"month": 1, "quarter": 3, "year": 12}
"""The kinds of periods, by their length in months."""


@dataclass(frozen=True, slots=True)
class Period:
    """A month, quarter or year, by its first day."""

    unit: str
    start: date

    @classmethod
    def of(cls, day: date, unit: str, offset: int = 0) -> "Period":
        """The period that holds the day, or the one `offset` periods later."""
        length = UNITS[unit]
        months = day.year * 12 + (day.month - 1) // length * length + offset * length
        return cls(unit, date(months // 12, months % 12 + 1, 1))

    @classmethod
    def from_view(cls, view: Mapping[str, object]) -> "Period":
        """From its public form."""
        return cls(str(view["unit"]), date.fromisoformat(str(view["start"])))

    def view(self) -> dict[str, object]:
        """Its public form."""
        return {"unit": self.unit, "start": self.start.isoformat()}

    def values(self) -> dict[str, str | None]:
        """What its shortcodes stand for; a year has no quarter, a quarter no month."""
        month = self.start.month
        return {
            "PERIOD_MONTH_NAME": month_name(month) if self.unit == "month" else None,
            "PERIOD_MONTH_NUMBER": str(month) if self.unit == "month" else None,
            "PERIOD_QUARTER": str((month + 2) // 3) if self.unit != "year" else None,
            "PERIOD_YEAR": str(self.start.year),
        }
