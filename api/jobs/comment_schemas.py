"""Comments, as requests and answers have them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from api.schemas import Body, Entity, Who

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000)]
Mentions = Annotated[list[UUID], Field(max_length=50)]


class NewComment(Body):
    """What to write. Each of `mention_ids` finds it in their inbox; in the app the text names them with an @."""

    text: Text
    mention_ids: Mentions = []


class CommentChange(Body):
    """Only what is sent is changed; who is mentioned for the first time is told."""

    text: Text = ""
    mention_ids: Mentions = []


class CommentAnswer(Entity):
    """What a member wrote about a job."""

    job_id: UUID
    author: Who
    text: str
    mention_ids: list[UUID]
    edited_at: datetime | None
    deleted_at: datetime | None
