"""What leaves the firm: kept in the database until it was delivered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Protocol
from uuid import UUID

from domain.shared.entity import Record
from domain.shared.ports import Repository

SECRET = frozenset({"invitation"})
"""Types whose payload holds a secret: it is forgotten when the effect is settled, and no log shows it."""


class EffectState(StrEnum):
    """How far an outward effect is."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DELIVERED = "delivered"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(slots=True, kw_only=True)
class Effect(Record):
    """Something that leaves the firm, once, under one stable key; not before `due_at`."""

    kind: ClassVar[str] = "effect"

    type: str
    key: str
    payload: dict[str, object]
    created_at: datetime
    due_at: datetime
    state: EffectState = EffectState.WAITING
    attempt: int = 0
    lease_until: datetime | None = None
    run_id: UUID | None = None
    job_id: UUID | None = None
    account_id: UUID | None = None
    last_error: str | None = None
    delivered_at: datetime | None = None
    delivered_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt to deliver an effect: what the other side answered, and what was wrong."""

    number: int
    at: datetime
    status: int | None
    text: str
    error: str | None

    def view(self) -> dict[str, object]:
        """As the run log shows it."""
        return {
            "number": self.number,
            "at": self.at,
            "status": self.status,
            "text": self.text,
            "error": self.error,
        }


class Effects(Repository[Effect], Protocol):
    """What leaves the firm."""

    async def of_run(self, run_id: UUID) -> Sequence[Effect]:
        """The effects of a run, locked."""
        ...
