"""The way of a job through a pipeline, as it is foreseen: what happens in each stage, and how it goes on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.automations.foresight import Awaited
from domain.automations.plan_runs import Turn
from domain.pipelines.model import CustomStatus, Stage
from domain.pipelines.requirements import Unmet


@dataclass(frozen=True, slots=True)
class Waits:
    """An action item, and when it is taken to be done."""

    item: Awaited
    until: datetime

    def view(self) -> dict[str, object]:
        """Its public form."""
        return {"title": self.item.title, "due_date": self.item.due_date, "done_at": self.until}


@dataclass(frozen=True, slots=True)
class GoesOn:
    """How a stay ends: `how` is automove, automation, person or ends; `skipped` are stages passed over, with the reason."""

    how: str
    at: datetime
    reason: str
    stage: Stage | None = None
    skipped: tuple[tuple[Stage, str], ...] = ()

    def view(self) -> dict[str, object]:
        """Its public form."""
        return {
            "how": self.how,
            "at": self.at,
            "reason": self.reason,
            "stage_id": self.stage.id if self.stage else None,
            "skipped": [
                {"stage_id": stage.id, "name": stage.name, "reason": reason} for stage, reason in self.skipped
            ],
        }


@dataclass(slots=True)
class Stay:
    """A stay in a stage, or in a custom status while there."""

    place: Stage | CustomStatus
    since: datetime
    turns: list[Turn] = field(default_factory=list)
    waits_for: list[Waits] = field(default_factory=list)

    def view(self) -> dict[str, object]:
        """Its public form."""
        return {
            "id": self.place.id,
            "name": self.place.name,
            "color": self.place.color,
            "enters_at": self.since,
            "plan": [turn.view() for turn in self.turns],
            "waits_for": [one.view() for one in self.waits_for],
        }


@dataclass(slots=True)
class StatusStay(Stay):
    """A custom status that an automation gave, and how it ends."""

    place: CustomStatus
    ends: GoesOn | None = None

    def view(self) -> dict[str, object]:
        """Its public form."""
        return {**Stay.view(self), "ends": self.ends.view() if self.ends else None}


@dataclass(slots=True)
class Step(Stay):
    """A stay in a stage. `came_by` is created, automove, automation or person; `unmet` what the stage asks for in vain."""

    place: Stage
    came_by: str = "created"
    unmet: list[Unmet] = field(default_factory=list)
    statuses: list[StatusStay] = field(default_factory=list)
    goes_on: GoesOn | None = None

    def view(self) -> dict[str, object]:
        """Its public form."""
        return {
            **Stay.view(self),
            "came_by": self.came_by,
            "unmet": [one.view() for one in self.unmet],
            "statuses": [status.view() for status in self.statuses],
            "goes_on": self.goes_on.view() if self.goes_on else None,
        }


@dataclass(slots=True)
class Way:
    """All steps, and what was assumed to make them."""

    steps: list[Step] = field(default_factory=list)
    assumptions: dict[str, None] = field(default_factory=dict)

    def view(self) -> Mapping[str, object]:
        """Its public form."""
        return {"steps": [step.view() for step in self.steps], "assumptions": list(self.assumptions)}
