"""What must be so before a job may enter a stage, on every path (§3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

FIELDS: Mapping[str, str] = {
    "assignee_ids": "an assignee",
    "start_date": "a start date",
    "due_date": "a due date",
    "internal_deadline": "an internal deadline",
    "description": "a description",
}
"""The fields of a job that a stage may ask for, in words."""


class Mode(StrEnum):
    """What an unmet requirement does: refuse, or ask whoever moves the job."""

    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What requirements look at. `permissions` None means someone who may do anything; `standing` counts the jobs
    of the stage that are not archived, `arriving` those that come now.
    """

    values: Mapping[str, object]
    open_tasks: Sequence[str] = ()
    permissions: frozenset[str] | None = frozenset()
    standing: int = 0
    arriving: int = 1


@dataclass(frozen=True, slots=True)
class Unmet:
    """A requirement that does not hold: a stable code, the sentence, whether it refuses or asks, and the field to set."""

    code: str
    mode: Mode
    detail: str
    field: str | None = None

    def view(self) -> dict[str, object]:
        """Its public form."""
        return {"code": self.code, "mode": self.mode, "detail": self.detail, "field": self.field}


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement. `kind` is field (`of` is a job's field), tasks_done, or permission (`of` is its name)."""

    kind: str
    of: str = ""
    mode: Mode = Mode.BLOCK

    @classmethod
    def from_view(cls, view: Mapping[str, object]) -> "Requirement":
        """From its public form."""
        kind = str(view["kind"])
        return cls(kind, str(view.get(kind, "")), Mode(str(view["mode"])))

    def view(self) -> dict[str, object]:
        """Its public form."""
        named = {self.kind: self.of} if self.of else {}
        return {"kind": self.kind, **named, "mode": self.mode}

    def judge(self, arrival: Arrival) -> Unmet | None:
        """Why it does not hold; None when it does."""
        match self.kind:
            case "field":
                sentence = f"The job needs {FIELDS[self.of]}."
                met = bool(arrival.values.get(self.of))
                return None if met else Unmet("field_missing", self.mode, sentence, self.of)
            case "permission":
                met = arrival.permissions is None or self.of in arrival.permissions
                words = self.of.replace("_", " ")
                sentence = f"Only a member who may “{words}” moves jobs in here."
                return None if met else Unmet("mover_not_permitted", self.mode, sentence)
            case _:
                named = ", ".join(f"“{title}”" for title in arrival.open_tasks[:3])
                more = len(arrival.open_tasks) - 3
                sentence = f"Still to be done: {named}{f' and {more} more' if more > 0 else ''}."
                return Unmet("tasks_open", self.mode, sentence) if arrival.open_tasks else None


@dataclass(frozen=True, slots=True)
class WipLimit:
    """How many jobs that are not archived may stand in a stage: `block` is a hard limit, `warn` a soft one."""

    amount: int
    mode: Mode = Mode.BLOCK

    @classmethod
    def from_view(cls, view: Mapping[str, object]) -> "WipLimit":
        """From its public form."""
        return cls(int(str(view["amount"])), Mode(str(view["mode"])))

    def view(self) -> dict[str, object]:
        """Its public form."""
        return {"amount": self.amount, "mode": self.mode}

    def judge(self, arrival: Arrival) -> Unmet | None:
        """Why there is no room; None when there is."""
        if arrival.standing + arrival.arriving <= self.amount:
            return None
        return Unmet(
            "wip_limit_reached",
            self.mode,
            f"There is room for {self.amount} jobs, and {arrival.standing} are there.",
        )
