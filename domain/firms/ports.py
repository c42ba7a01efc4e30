"""What use-cases need to know of a firm's people."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from domain.firms.model import ApiKey, Firm, Invitation, Member, Session
from domain.shared.calendar import Calendar
from domain.shared.ports import Repository


class Firms(Repository[Firm], Protocol):
    """The firm itself."""

    async def current(self) -> Firm:
        """The firm of this unit of work."""
        ...

    async def calendar(self) -> Calendar:
        """The firm's business days: its country's holidays and its own days off."""
        ...


class Members(Repository[Member], Protocol):
    """The firm's members."""

    async def by_email(self, email: str) -> Member | None:
        """The member with this address, in any letter case."""
        ...

    async def active(self) -> Sequence[Member]:
        """All who may sign in."""
        ...

    async def everyone(self) -> Sequence[Member]:
        """All, those who left too."""
        ...


class Sessions(Repository[Session], Protocol):
    """Who is signed in."""

    async def by_token_hash(self, token_hash: bytes) -> Session | None:
        """The session of a token."""
        ...

    async def end_all_of(self, member_id: UUID, *, besides: UUID | None = None) -> None:
        """Sign a member out everywhere, but for one session."""
        ...


class Invitations(Repository[Invitation], Protocol):
    """Offers to join the firm."""

    async def by_token_hash(self, token_hash: bytes) -> Invitation | None:
        """The invitation of a token, locked."""
        ...

    async def open_for(self, email: str) -> Sequence[Invitation]:
        """Those to an address that nobody accepted, in any letter case."""
        ...

    async def withdraw_all_by(self, member_id: UUID) -> None:
        """Take back what a member offered and nobody accepted."""
        ...


class ApiKeys(Repository[ApiKey], Protocol):
    """What lets programs act for members."""

    async def end_all_of(self, member_id: UUID) -> None:
        """Revoke a member's keys."""
        ...


class PasswordHasher(Protocol):
    """Slow on purpose, in a few threads of its own."""

    async def hash(self, password: str) -> str:
        """What is stored of a password."""
        ...

    async def verify(self, password: str, stored: str | None) -> bool:
        """Whether it is the password; without a stored one it takes as long, and is not."""
        ...
