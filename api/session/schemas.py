"""Signing in, as requests and answers have it."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import EmailStr, StringConstraints

from api.schemas import Answer, Body, Entity, Name

Password = Annotated[str, StringConstraints(min_length=1, max_length=256)]


class SignInBody(Body):
    """Who signs in."""

    email: Annotated[str, StringConstraints(min_length=3, max_length=320)]
    password: Password


class SetUpBody(Body):
    """The first firm of this server, and its owner."""

    firm_name: Name
    time_zone: Annotated[str, StringConstraints(max_length=60)]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "USD"
    name: Name
    email: EmailStr
    password: Password


class MemberAnswer(Entity):
    """A person of the firm who signs in."""

    name: str
    email: str
    role: str
    permissions: list[str]
    status: str
    color: str


class DayOffAnswer(Answer):
    """A day on which the firm does not work."""

    date: date
    name: str


class FirmAnswer(Entity):
    """The firm."""

    name: str
    time_zone: str
    currency: str
    grace_seconds: int
    holidays: str | None
    days_off: list[DayOffAnswer]
    demo: bool
    test_clock_seconds: int


class SignedInAnswer(Answer):
    """Who signed in, and where."""

    member: MemberAnswer
    firm: FirmAnswer


class SessionAnswer(Answer):
    """The present session."""

    id: UUID
    expires_at: datetime


class KeyAnswer(Answer):
    """The API key by which one acts."""

    id: UUID
    name: str
    scopes: list[str]


class MeAnswer(SignedInAnswer):
    """Who one is and what one may do. `session` or `api_key`, by which one is here; the other is null."""

    permissions: list[str]
    session: SessionAnswer | None
    api_key: KeyAnswer | None


class SetUpNeeded(Answer):
    """Whether this server still waits for its first firm."""

    needed: bool
