"""Comments: what members write about a job."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from domain.comments.events import CommentCreated, CommentDeleted, CommentUpdated
from domain.shared.context import Actor, Context
from domain.shared.entity import Entity
from domain.shared.errors import NotFound, RuleViolation


class CommentIsOfAnother(RuleViolation):
    """Only who wrote a comment changes or deletes it."""

    code = "comment_is_of_another"

    def __init__(self, author: str) -> None:
        super().__init__(f"{author} wrote this comment. Only its author can change or delete it.")


@dataclass(slots=True, kw_only=True)
class Comment(Entity):
    """A text of a member about a job. `mention_ids` are the members whom it names; a deleted one keeps its row."""

    kind: ClassVar[str] = "comment"

    job_id: UUID
    author: Actor
    text: str
    mention_ids: list[UUID] = field(default_factory=list)
    edited_at: datetime | None = None
    deleted_at: datetime | None = None

    def begin(self, context: Context) -> None:
        """It is written."""
        self.record(CommentCreated(), context)

    def check_author(self, context: Context) -> None:
        """Go on only for its author; a deleted one is not there.

        Raises NotFound, CommentIsOfAnother.
        """
        if self.deleted_at is not None:
            raise NotFound("comment")
        if (context.actor.type, context.actor.id) != (self.author.type, self.author.id):
            raise CommentIsOfAnother(self.author.name)

    def change(self, text: str, mention_ids: list[UUID], context: Context) -> list[UUID]:
        """Say it in other words; tells who is mentioned now and was not before. The same again changes nothing."""
        if (text, mention_ids) == (self.text, self.mention_ids):
            return []
        new = [id_ for id_ in mention_ids if id_ not in self.mention_ids]
        self.text, self.mention_ids, self.edited_at = text, mention_ids, context.now
        self.record(CommentUpdated(mentioned=tuple(new)), context)
        return new

    def delete(self, context: Context) -> None:
        """Nobody reads it any more."""
        self.deleted_at = context.now
        self.record(CommentDeleted(), context)

    @property
    def board_id(self) -> UUID:
        """No board shows it."""
        return self.job_id

    @property
    def history_job_id(self) -> UUID:
        """The history of its job."""
        return self.job_id

    def view(self) -> dict[str, object]:
        """The public object; of a deleted one not its words."""
        return {
            "id": self.id,
            "version": self.version,
            "job_id": self.job_id,
            "author": self.author,
            "text": "" if self.deleted_at else self.text,
            "mention_ids": self.mention_ids,
            "edited_at": self.edited_at,
            "deleted_at": self.deleted_at,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        }
