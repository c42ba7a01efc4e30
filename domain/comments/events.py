"""What can happen to a comment."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from domain.shared.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentCreated(Event):
    """A member wrote about a job."""

    type = "comment.created"
    in_history = False  # it is its own record, and stands beside the history


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentUpdated(Event):
    """The author of a comment changed it."""

    type = "comment.updated"

    mentioned: tuple[UUID, ...] = ()

    def data(self) -> Mapping[str, object]:
        """Who is mentioned now and was not before."""
        return {"mentioned": self.mentioned}


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentDeleted(Event):
    """The author of a comment took it away."""

    type = "comment.deleted"
