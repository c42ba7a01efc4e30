"""How the work of a library pipeline comes again: what the app's new schedule begins with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LibrarySchedule:
    """A rule of dates; the name, role and due date of each job; `period` is the unit it is about and its offset."""

    rule: str
    name: str
    role: str
    due_in_days: int
    period: tuple[str, int] | None = None

    def settings(self) -> dict[str, object]:
        """As a pipeline's settings keep it, with the role's name for its id."""
        unit, offset = self.period or (None, 0)
        return {
            "rule": self.rule,
            "name": self.name,
            "role_ids": [self.role],
            "due_in_days": self.due_in_days,
            "period_unit": unit,
            "period_offset": offset,
        }

    def view(self) -> dict[str, object]:
        """The public object."""
        return {"rule": self.rule, "name": self.name, "due_in_days": self.due_in_days}
