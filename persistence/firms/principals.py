"""Who a session token, or an API key, speaks for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from asyncpg import Record as Row
from sqlalchemy import ColumnElement, Table, and_, bindparam, select, update

from persistence.database import Database
from persistence.firms.tables import api_keys, firms, members, sessions
from persistence.statement import Statement


def _finding(table: Table, *of_it: ColumnElement[Any]) -> Statement:
    """By the hash of a token: columns of its row, its active member, and how far the firm's clock is ahead."""
    return Statement(
        select(
            table.c.id,
            table.c.member_id,
            table.c.expires_at,
            *of_it,
            members.c.name,
            members.c.role,
            members.c.permissions,
            firms.c.test_clock_seconds,
        )
        .join(members, and_(members.c.firm_id == table.c.firm_id, members.c.id == table.c.member_id))
        .join(firms, and_(firms.c.firm_id == table.c.firm_id, firms.c.id == table.c.firm_id))
        .where(
            table.c.firm_id == bindparam("firm_id"),
            table.c.token_hash == bindparam("token_hash"),
            members.c.status == "active",
        )
    )


_FIND = _finding(sessions, sessions.c.last_seen_at)
_SEEN = Statement(
    update(sessions)
    .where(sessions.c.firm_id == bindparam("firm_id"), sessions.c.id == bindparam("session_id"))
    .values(last_seen_at=bindparam("now"))
)
_FIND_KEY = _finding(api_keys, api_keys.c.last_used_at, api_keys.c.name.label("key_name"), api_keys.c.scopes)
_KEY_USED = Statement(
    update(api_keys)
    .where(api_keys.c.firm_id == bindparam("firm_id"), api_keys.c.id == bindparam("key_id"))
    .values(last_used_at=bindparam("now"))
)
_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Key:
    """An API key by which somebody acts."""

    id: UUID
    name: str
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class SignedInMember:
    """The member of the session or key, with what they may do; `ahead` is how far the firm's clock is."""

    session_id: UUID
    member_id: UUID
    name: str
    role: str
    permissions: frozenset[str]
    expires_at: datetime
    ahead: timedelta
    key: Key | None = None


async def find_signed_in(
    database: Database, firm_id: UUID, token_hash: bytes, now: datetime, idle: timedelta
) -> SignedInMember | None:
    """The member of a session that has neither expired nor been idle too long; its use is noted once a minute."""
    async with database.reading(firm_id) as reading:
        row = await reading.row(_FIND, firm_id=firm_id, token_hash=token_hash)
    if row is None or row["expires_at"] <= now or row["last_seen_at"] + idle <= now:
        return None
    if row["last_seen_at"] + _NOTED_EVERY <= now:
        async with database.writing(firm_id) as writing:
            await writing.rows(_SEEN, firm_id=firm_id, session_id=row["id"], now=now)
    return _signed_in(row)


async def find_key(
    database: Database, firm_id: UUID, token_hash: bytes, now: datetime
) -> SignedInMember | None:
    """The member of an API key that has not expired; its use is noted once a minute."""
    async with database.reading(firm_id) as reading:
        row = await reading.row(_FIND_KEY, firm_id=firm_id, token_hash=token_hash)
    if row is None or row["expires_at"] <= now:
        return None
    if row["last_used_at"] is None or row["last_used_at"] + _NOTED_EVERY <= now:
        async with database.writing(firm_id) as writing:
            await writing.rows(_KEY_USED, firm_id=firm_id, key_id=row["id"], now=now)
    return _signed_in(row, Key(row["id"], row["key_name"], frozenset(row["scopes"])))


def _signed_in(row: Row, key: Key | None = None) -> SignedInMember:
    return SignedInMember(
        session_id=row["id"],
        member_id=row["member_id"],
        name=row["name"],
        role=row["role"],
        permissions=frozenset(row["permissions"]),
        expires_at=row["expires_at"],
        ahead=timedelta(seconds=row["test_clock_seconds"]),
        key=key,
    )
