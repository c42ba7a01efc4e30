"""When an automation has its turn: at once, or at a time that belongs to the visit (§6, triggers)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.shared.calendar import Calendar

# Nobody wants a mail at midnight: what depends on a date happens when the day's work begins.
MORNING = timedelta(hours=8)
_UNITS: Mapping[str, str] = {"hours": "hour", "days": "day", "business_days": "business day"}


@dataclass(frozen=True, slots=True)
class Planned:
    """When a timed automation has its turn: `at` None with a reason when it can't be said (yet), or when it is over."""

    at: datetime | None
    reason: str
    over: bool = False


@dataclass(frozen=True, slots=True)
class Moments:
    """What timed triggers count from: the visit's begin, the stage's limit (amount and unit), the job's due date."""

    now: datetime
    entered_at: datetime
    limit_amount: int | None
    limit_unit: str
    due_date: date | None
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Trigger:
    """`kind` is entered, after (amount and unit, from the visit's begin), limit_passed, or due_date (days, before it
    when negative).
    """

    kind: str = "entered"
    amount: int = 0
    unit: str = "days"

    @classmethod
    def from_view(cls, view: Mapping[str, object]) -> "Trigger":
        """From its public form."""
        return cls(str(view["kind"]), int(str(view.get("amount", 0))), str(view.get("unit", "days")))

    def view(self) -> dict[str, object]:
        """Its public form."""
        if self.kind in ("entered", "limit_passed"):
            return {"kind": self.kind}
        return {"kind": self.kind, "amount": self.amount, "unit": self.unit}

    @property
    def timed(self) -> bool:
        """Whether it waits for a time."""
        return self.kind != "entered"

    def plan(self, moments: Moments) -> Planned:
        """When its time comes."""
        match self.kind:
            case "after":
                return _planned(_later(moments, self.amount, self.unit), self.words())
            case "limit_passed" if moments.limit_amount is None:
                return Planned(None, "The stage has no time limit.", over=True)
            case "limit_passed":
                at = _later(moments, moments.limit_amount, moments.limit_unit)
                return _planned(at, self.words())
            case _ if moments.due_date is None:
                return Planned(None, "Waits for a due date.")
            case _:
                calendar = moments.calendar
                day = calendar.after(moments.due_date, self.amount, self.unit)
                at = calendar.moment(day, MORNING)
                if calendar.today(moments.now) > day:
                    return Planned(None, f"{day.isoformat()} was over: {self.words()}.", over=True)
                return _planned(at, self.words())

    def words(self) -> str:
        """When that is."""
        if not self.timed:
            return "at once"
        if self.kind == "limit_passed":
            return "the stage's time limit is passed"
        amount = abs(self.amount)
        span = f"{amount} {_UNITS[self.unit]}{'' if amount == 1 else 's'}"
        if self.kind == "after":
            return f"{span} after it began"
        if self.amount == 0:
            return "on the due date"
        return f"{span} {'before' if self.amount < 0 else 'after'} the due date"


ENTERED = Trigger()


def _planned(at: datetime, words: str) -> Planned:
    return Planned(at, f"Waits for its time: {words}.")


def _later(moments: Moments, amount: int | None, unit: str) -> datetime:
    if unit == "hours":
        return moments.entered_at + timedelta(hours=amount or 0)
    return moments.calendar.same_time(moments.entered_at, amount or 0, unit)
