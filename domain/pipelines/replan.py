"""Edits are live: the jobs of a pipeline get the times that it says now, some at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from domain.shared.context import Context
from domain.shared.entity import Entity
from domain.shared.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplanContinued(Event):
    """The jobs after this one are next; the first ones when there is none. `changed`: a time limit did so far."""

    type = "replan.continued"
    drained = True
    in_history = False

    after: tuple[datetime, UUID] | None = None
    changed: bool = False

    def data(self) -> Mapping[str, object]:
        """How far it is."""
        after = {"created_at": self.after[0], "id": self.after[1]} if self.after else None
        return {"after": after, "changed": self.changed}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplanFinished(Event):
    """Jobs of the pipeline have other time limits now."""

    type = "replan.finished"
    in_history = False


@dataclass(slots=True, kw_only=True)
class Replan(Entity):
    """Times of a pipeline's jobs, planned anew. What it records is told; it is not stored."""

    kind: ClassVar[str] = "replan"

    pipeline_id: UUID

    @classmethod
    def of(cls, pipeline_id: UUID, context: Context) -> "Replan":
        """A new one."""
        return cls(
            firm_id=context.firm_id,
            id=context.new_id(),
            created_at=context.now,
            updated_at=context.now,
            pipeline_id=pipeline_id,
        )

    @property
    def board_id(self) -> UUID:
        """Its pipeline's board shows the time limits."""
        return self.pipeline_id

    def view(self) -> dict[str, object]:
        """The public object."""
        return {"id": self.id, "pipeline_id": self.pipeline_id}
