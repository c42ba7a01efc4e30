"""Facts: frozen, in the past tense, written to the outbox in the transaction that made them true."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from domain.shared.context import Actor, Cause

API_VERSION = "2026-11-01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact about one aggregate. `drained` tells whether automations have work with it, `in_history` whether it is told there."""

    type: ClassVar[str]
    drained: ClassVar[bool] = False
    in_history: ClassVar[bool] = True

    def data(self) -> Mapping[str, object]:
        """What is told beside the object itself."""
        return {}

    @property
    def left_board_id(self) -> UUID | None:
        """The board that the thing left for another one, if it did: that board must look again too."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An event with its stamp: which fact it is in the life of its aggregate, who, when and why."""

    id: UUID
    event: Event
    sequence: int
    actor: Actor
    cause: Cause
    occurred_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """An event as read back from the outbox."""

    id: UUID
    type: str
    aggregate_id: UUID
    job_id: UUID | None
    sequence: int
    actor: Actor
    cause: Cause
    occurred_at: datetime
    data: Mapping[str, object] = field(default_factory=dict)

    @property
    def root_id(self) -> UUID:
        """The first event of the chain; the event itself when it began it."""
        return self.cause.root_id or self.id
