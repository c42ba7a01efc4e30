"""Invitations, as requests and answers have them."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import EmailStr, Field, StringConstraints

from api.paging import Paging
from api.schemas import Answer, Body, Name
from api.session.schemas import Password

Token = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class NewInvitation(Body):
    """Who is invited as what."""

    email: EmailStr
    name: Name
    role: Literal["admin", "employee"] = "employee"
    permissions: Annotated[list[Annotated[str, StringConstraints(max_length=60)]], Field(max_length=50)] = []


class InvitationAnswer(Answer):
    """An offer to join the firm. `link` is shown once, when it is made."""

    id: UUID
    email: str
    name: str
    role: str
    permissions: list[str]
    invited_by: UUID
    created_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    link: str | None = None


class InvitationFilters(Paging):
    """Which invitations, newest first."""

    state: Literal["open", "expired", "accepted"] | None = None


class LookUp(Body):
    """The token of an invitation's link."""

    token: Token


class InvitationFound(Answer):
    """Who invites whom."""

    firm_name: str
    name: str
    email: str
    expires_at: datetime


class Accept(LookUp):
    """How the new member signs in from now on."""

    name: Name
    password: Password
