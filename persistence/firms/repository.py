"""Firms and their people, stored."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Uuid, bindparam, delete, func

from domain.firms.model import ApiKey, Firm, Invitation, Member, Session
from domain.shared.calendar import Calendar
from persistence.firms.calendars import calendar_of
from persistence.firms.tables import api_keys, firms, invitations, members, sessions
from persistence.repository import Repository, Store
from persistence.statement import Statement

_FIRMS = Store(Firm, firms)
_MEMBERS = Store(Member, members)
_SESSIONS = Store(Session, sessions)
_INVITATIONS = Store(Invitation, invitations)
_API_KEYS = Store(ApiKey, api_keys)

_MEMBER_BY_EMAIL = Statement(
    _MEMBERS.select(
        func.lower(members.c.email) == func.lower(bindparam("email")), members.c.status == "active"
    )
)
_ACTIVE = Statement(
    _MEMBERS.select(members.c.status == "active").order_by(members.c.created_at, members.c.id)
)
_SESSION_BY_TOKEN = Statement(_SESSIONS.select(sessions.c.token_hash == bindparam("token_hash")))
_EVERYONE = Statement(_MEMBERS.select().order_by(members.c.created_at, members.c.id))
_END_SESSIONS = Statement(
    delete(sessions).where(
        sessions.c.firm_id == bindparam("firm_id"),
        sessions.c.member_id == bindparam("member_id"),
        sessions.c.id.is_distinct_from(bindparam("besides", type_=Uuid)),
    )
)
_END_KEYS = Statement(
    delete(api_keys).where(
        api_keys.c.firm_id == bindparam("firm_id"), api_keys.c.member_id == bindparam("member_id")
    )
)
_INVITATION_BY_TOKEN = Statement(
    _INVITATIONS.select(invitations.c.token_hash == bindparam("token_hash")).with_for_update()
)
_OPEN_FOR = Statement(
    _INVITATIONS.select(
        func.lower(invitations.c.email) == func.lower(bindparam("email")), invitations.c.accepted_at.is_(None)
    )
)
_WITHDRAW = Statement(
    delete(invitations).where(
        invitations.c.firm_id == bindparam("firm_id"),
        invitations.c.invited_by == bindparam("member_id"),
        invitations.c.accepted_at.is_(None),
    )
)


class FirmRepository(Repository[Firm]):
    """The firm itself."""

    store = _FIRMS

    async def current(self) -> Firm:
        """The firm of this unit of work."""
        return await self.get(self._tracker.firm_id)

    async def calendar(self) -> Calendar:
        """The firm's business days."""
        firm = await self.current()
        return calendar_of(firm.time_zone, firm.holidays, firm.days_off)


class MemberRepository(Repository[Member]):
    """The firm's members."""

    store = _MEMBERS

    async def by_email(self, email: str) -> Member | None:
        """The active member with this address, in any letter case."""
        return await self._one(_MEMBER_BY_EMAIL, email=email)

    async def active(self) -> Sequence[Member]:
        """All who may sign in."""
        return await self._all(_ACTIVE)

    async def everyone(self) -> Sequence[Member]:
        """All, those who left too."""
        return await self._all(_EVERYONE)


class SessionRepository(Repository[Session]):
    """Who is signed in."""

    store = _SESSIONS

    async def by_token_hash(self, token_hash: bytes) -> Session | None:
        """The session of a token."""
        return await self._one(_SESSION_BY_TOKEN, token_hash=token_hash)

    async def end_all_of(self, member_id: UUID, *, besides: UUID | None = None) -> None:
        """Sign a member out everywhere, but for one session."""
        await self._run(_END_SESSIONS, member_id=member_id, besides=besides)


class ApiKeyRepository(Repository[ApiKey]):
    """What lets programs act for members."""

    store = _API_KEYS

    async def end_all_of(self, member_id: UUID) -> None:
        """Revoke a member's keys."""
        await self._run(_END_KEYS, member_id=member_id)


class InvitationRepository(Repository[Invitation]):
    """Offers to join the firm."""

    store = _INVITATIONS

    async def by_token_hash(self, token_hash: bytes) -> Invitation | None:
        """The invitation of a token, locked."""
        return await self._one(_INVITATION_BY_TOKEN, token_hash=token_hash)

    async def open_for(self, email: str) -> Sequence[Invitation]:
        """Those to an address that nobody accepted, in any letter case."""
        return await self._all(_OPEN_FOR, email=email)

    async def withdraw_all_by(self, member_id: UUID) -> None:
        """Take back what a member offered and nobody accepted."""
        await self._run(_WITHDRAW, member_id=member_id)
