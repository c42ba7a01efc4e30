"""What requests and answers share: strict bodies, open answers, and the shapes that many routes use."""

import re
from datetime import date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StringConstraints,
)

from api.examples import with_example

T = TypeVar("T")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(T|$)")

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Words = Annotated[str, StringConstraints(max_length=20_000)]


def _written(value: object) -> object:
    if not isinstance(value, str) or not _DATE.match(value):
        raise ValueError("Write it as YYYY-MM-DD, an instant as YYYY-MM-DDThh:mm:ssZ.")
    return value


# Only as they are written: pydantic would take a number for seconds since 1970.
Day = Annotated[date, BeforeValidator(_written)]
Instant = Annotated[AwareDatetime, BeforeValidator(_written)]
Flag = StrictBool
Whole = StrictInt
# Of a custom field: what it takes is checked by its type.
FieldValue = StrictBool | StrictInt | StrictFloat | Words
Ids = Annotated[list[UUID], Field(max_length=500)]


def _add_example(schema: dict[str, Any], model: type[BaseModel]) -> None:
    with_example(model.__name__, schema)


class Body(BaseModel):
    """What a request may say: nothing else is accepted."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_add_example)

    def given(self) -> dict[str, Any]:
        """Only the fields that were sent: a PATCH merges."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class Answer(BaseModel):
    """What an answer has at least: clients ignore fields that they don't know."""

    model_config = ConfigDict(extra="allow")


class Page(Answer, Generic[T]):
    """A part of a list, and how to get the next."""

    data: list[T]
    next_cursor: str | None
    has_more: bool
    total: int | None = None


class Listed(Answer, Generic[T]):
    """A whole list."""

    data: list[T]


class Who(Answer):
    """Who did something."""

    type: str
    id: UUID | None
    name: str


class Entity(Answer):
    """What every resource has. `version` rises with each change and is the strong ETag."""

    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime


class ExternalRef(Body):
    """The thing's id in another system."""

    system: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    id: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    url: Annotated[str, StringConstraints(max_length=2000)] = ""


class FaultAnswer(Answer):
    """One bad value: where, the stable code, the sentence."""

    pointer: str
    code: str
    detail: str


class Problem(Answer):
    """A refusal (RFC 9457). `code` is stable; `detail` is for people."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str | None = None
    errors: list[FaultAnswer] | None = None


Priority = Literal["low", "medium", "high", "urgent"]
