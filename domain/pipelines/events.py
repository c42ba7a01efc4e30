"""What can happen to a pipeline."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.shared.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineCreated(Event):
    """There is a new pipeline."""

    type = "pipeline.created"


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineUpdated(Event):
    """A pipeline was saved; jobs follow the newest revision."""

    type = "pipeline.updated"
    drained = True  # jobs that a requirement held may go on now

    changes: tuple[str, ...]

    def data(self) -> Mapping[str, object]:
        """What changed, in words."""
        return {"changes": self.changes}


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineArchived(Event):
    """A pipeline takes no new jobs."""

    type = "pipeline.archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineRestored(Event):
    """An archived pipeline takes jobs again."""

    type = "pipeline.restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineDeleted(Event):
    """A pipeline without jobs is gone."""

    type = "pipeline.deleted"
