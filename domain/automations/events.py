"""What can happen to a run."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.shared.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFinished(Event):
    """A run was decided. The run log is its history."""

    in_history = False

    reason: str | None = None

    def data(self) -> Mapping[str, object]:
        """Why."""
        return {"reason": self.reason}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSucceeded(RunFinished):
    """An automation did its action."""

    type = "run.succeeded"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSkipped(RunFinished):
    """An automation was considered and left out."""

    type = "run.skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFailed(RunFinished):
    """An automation's action was refused."""

    type = "run.failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStopped(RunFinished):
    """The loop guard stopped an automation."""

    type = "run.stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDue(Event):
    """The time of a timed automation has come."""

    type = "run.due"
    drained = True
    in_history = False
