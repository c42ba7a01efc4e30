"""Client-facing statuses, as requests and answers have them."""

from typing import Annotated

from pydantic import Field, StringConstraints

from api.pipelines.schemas import Color
from api.schemas import Body, Entity, Name, Whole

Text = Annotated[str, StringConstraints(max_length=2000)]


class NewClientStatus(Body):
    """How far a job is, in words for its client; `text` is what they read below the name."""

    name: Name
    color: Color = "blue"
    text: Text = ""


class ClientStatusChange(Body):
    """Only what is sent is changed. `position` (0 is first) moves it in the list."""

    name: Name = ""
    color: Color = "blue"
    text: Text = ""
    position: Annotated[Whole, Field(ge=0, le=1000)] = 0


class ClientStatusAnswer(Entity):
    """A client-facing status of the firm. `jobs_count` counts the jobs that have it and are not archived."""

    name: str
    color: str
    text: str
    position: int
    jobs_count: int = 0
