"""What all stored things share: a firm, an id, a version, and the facts they recorded."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from domain.shared.context import Context
from domain.shared.events import Event, Recorded


@dataclass(slots=True, kw_only=True)
class Record:
    """A stored row of one firm that is part of a larger thing: no version and no events of its own."""

    kind: ClassVar[str]

    firm_id: UUID
    id: UUID


@dataclass(slots=True, kw_only=True)
class Entity(Record):
    """A thing of one firm with an identity. Every change records an event and raises the version by one."""

    created_at: datetime
    updated_at: datetime
    version: int = 0
    _recorded: list[Recorded] = field(default_factory=list, init=False, repr=False, compare=False)

    def record(self, event: Event, context: Context) -> Recorded:
        """Note a fact; the version rises by one and is the fact's sequence."""
        self.version += 1
        self.updated_at = context.now
        recorded = Recorded(
            id=context.new_id(),
            event=event,
            sequence=self.version,
            actor=context.actor,
            cause=context.cause,
            occurred_at=context.now,
        )
        self._recorded.append(recorded)
        return recorded

    def pull_events(self) -> list[Recorded]:
        """Hand over what was recorded, once."""
        recorded, self._recorded = self._recorded, []
        return recorded

    def view(self) -> dict[str, object]:
        """The public object, as the API and events show it."""
        raise NotImplementedError

    @property
    def board_id(self) -> UUID:
        """Which board must look again when this changes: a pipeline's id, or the firm's id for what all boards show."""
        return self.firm_id

    @property
    def history_job_id(self) -> UUID | None:
        """The job in whose history a change of this is told."""
        return None
