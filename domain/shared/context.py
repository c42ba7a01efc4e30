"""Who does something, when, and because of what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

from domain.shared.rights import EVERYTHING, Rights


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `type` is member, api_key, automation, recurrence, client or system."""

    type: str
    id: UUID | None = None
    name: str = ""

    def view(self) -> dict[str, object]:
        """The actor as history and events show it."""
        return {"type": self.type, "id": self.id, "name": self.name}

    @classmethod
    def from_view(cls, view: Mapping[str, object]) -> "Actor":
        """From its stored form."""
        id_ = view.get("id")
        return cls(str(view["type"]), UUID(str(id_)) if id_ else None, str(view.get("name", "")))


SYSTEM = Actor("system", None, "Tickmark")


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something happens: the root event of the chain, the event and run just before, and how deep it is."""

    root_id: UUID | None = None
    event_id: UUID | None = None
    run_id: UUID | None = None
    request_id: str | None = None
    operation_id: str | None = None
    depth: int = 0
    held_until: datetime | None = None

    def view(self) -> dict[str, object]:
        """The cause as events show it."""
        return {
            "root_id": self.root_id,
            "event_id": self.event_id,
            "run_id": self.run_id,
            "request_id": self.request_id,
            "operation_id": self.operation_id,
            "depth": self.depth,
        }

    @classmethod
    def from_view(cls, view: Mapping[str, object], held_until: datetime | None) -> "Cause":
        """From its stored form; how long effects are held is stored beside it."""
        root, event, run = (view.get(name) for name in ("root_id", "event_id", "run_id"))
        request, operation = view.get("request_id"), view.get("operation_id")
        return cls(
            root_id=UUID(str(root)) if root else None,
            event_id=UUID(str(event)) if event else None,
            run_id=UUID(str(run)) if run else None,
            request_id=str(request) if request else None,
            operation_id=str(operation) if operation else None,
            depth=int(str(view.get("depth", 0))),
            held_until=held_until,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What every use-case is told: the firm, who acts, the time, the cause, and where ids come from."""

    firm_id: UUID
    actor: Actor
    now: datetime
    new_id: Callable[[], UUID]
    cause: Cause = field(default_factory=Cause)
    rights: Rights = EVERYTHING

    def __post_init__(self) -> None:
        if self.now.tzinfo is not UTC:
            object.__setattr__(self, "now", self.now.astimezone(UTC))

    def because(self, cause: Cause) -> "Context":
        """The same, with another cause."""
        return replace(self, cause=cause)

    def acting_as(self, actor: Actor) -> "Context":
        """The same, done by another actor."""
        return replace(self, actor=actor)
