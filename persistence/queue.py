"""Where work waits: pending events and due effects, claimed and finished by workers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from asyncpg import Record as Row
from sqlalchemy import text

from persistence.database import Database
from persistence.statement import Statement
from persistence.transaction import Transaction

MOST_ATTEMPTS = 8

# A few aggregates of each firm at a time, so that one firm's burst does not hold back the others.
_PENDING = """
SELECT firm_id, aggregate_id FROM (
    SELECT firm_id, aggregate_id, min(occurred_at) AS since,
        row_number() OVER (PARTITION BY firm_id ORDER BY min(occurred_at)) AS turn
    FROM events WHERE state = 0 AND next_attempt_at <= now() GROUP BY firm_id, aggregate_id) waiting
ORDER BY turn, since LIMIT $1"""
_DUE = """
SELECT firm_id, id FROM (
    SELECT firm_id, id, due_at, row_number() OVER (PARTITION BY firm_id ORDER BY due_at) AS turn
    FROM effects WHERE (state = 'waiting' AND due_at <= now()) OR (state = 'claimed' AND lease_until <= now())) waiting
ORDER BY turn, due_at LIMIT $1"""
_HEAD = Statement(
    text("""SELECT *, next_attempt_at > now() AS early FROM events WHERE firm_id = :firm_id AND aggregate_id = :aggregate_id AND state = 0
    ORDER BY sequence LIMIT 1 FOR UPDATE NOWAIT""")
)
_DONE = Statement(
    text("UPDATE events SET state = 1 WHERE firm_id = :firm_id AND id = :id AND state = 0 RETURNING id")
)
_FAILED = Statement(
    text("""UPDATE events SET attempts = attempts + 1, parked_reason = CAST(:reason AS text),
        state = CASE WHEN attempts + 1 >= :most THEN 2 ELSE 0 END,
        next_attempt_at = now() + LEAST(power(2, attempts), 60) * interval '0.5 second'
    WHERE firm_id = :firm_id AND id = :id AND state = 0 RETURNING state""")
)
_UNPARK = Statement(
    text("""UPDATE events SET state = 0, attempts = 0, next_attempt_at = now(), parked_reason = NULL
    WHERE firm_id = :firm_id AND id = :id AND state = 2 RETURNING id""")
)
_CLAIM = Statement(
    text("""UPDATE effects SET state = 'claimed', attempt = attempt + 1, lease_until = now() + CAST(:lease AS interval)
    WHERE firm_id = :firm_id AND id = :id
        AND ((state = 'waiting' AND due_at <= now()) OR (state = 'claimed' AND lease_until <= now()))
    RETURNING id, type, key, payload, attempt, run_id""")
)
# The fence: whoever was overtaken by another attempt completes nothing.
_MINE = Statement(
    text("""SELECT id FROM effects WHERE firm_id = :firm_id AND id = :id AND state = 'claimed' AND attempt = :attempt
    FOR UPDATE""")
)
_AGAIN = Statement(
    text("""UPDATE effects SET state = 'waiting', due_at = now() + CAST(:after AS interval), last_error = :error
    WHERE firm_id = :firm_id AND id = :id AND state = 'claimed' AND attempt = :attempt""")
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something of a firm that waits: an aggregate with pending events, or an effect that is due."""

    firm_id: UUID
    id: UUID


async def pending_aggregates(relay: Database, limit: int) -> Sequence[Waiting]:
    """Aggregates with pending events, of all firms in turn."""
    async with relay.connection() as driver:
        return [Waiting(row["firm_id"], row["aggregate_id"]) for row in await driver.fetch(_PENDING, limit)]


async def due_effects(relay: Database, limit: int) -> Sequence[Waiting]:
    """Effects whose time has come, and claimed ones whose worker is gone."""
    async with relay.connection() as driver:
        return [Waiting(row["firm_id"], row["id"]) for row in await driver.fetch(_DUE, limit)]


async def head_of(transaction: Transaction, waiting: Waiting) -> Row | None:
    """The aggregate's first pending event, locked; parked ones are passed over, one that failed is waited for.

    Raises LockNotAvailableError when another worker has it: order would break if it were skipped.
    """
    row = await transaction.row(_HEAD, firm_id=waiting.firm_id, aggregate_id=waiting.id)
    return None if row is None or row["early"] else row


async def mark_done(transaction: Transaction, firm_id: UUID, event_id: UUID) -> bool:
    """The event has had its consequences; False when it was done already."""
    return await transaction.row(_DONE, firm_id=firm_id, id=event_id) is not None


async def note_failure(database: Database, firm_id: UUID, event_id: UUID, reason: str) -> bool:
    """Count the attempt and wait longer each time; tells whether the event is parked now."""
    async with database.writing(firm_id) as writing:
        state = await writing.value(
            _FAILED, firm_id=firm_id, id=event_id, reason=reason[:2000], most=MOST_ATTEMPTS
        )
    return bool(state == 2)


async def unpark(database: Database, firm_id: UUID, event_id: UUID) -> bool:
    """Try a parked event again."""
    async with database.writing(firm_id) as writing:
        return await writing.row(_UNPARK, firm_id=firm_id, id=event_id) is not None


async def claim_effect(database: Database, waiting: Waiting, lease: timedelta) -> Row | None:
    """Take the effect for the time of the lease; None when it is not due, done, or somebody else's."""
    async with database.writing(waiting.firm_id) as writing:
        return await writing.row(_CLAIM, firm_id=waiting.firm_id, id=waiting.id, lease=lease)


async def is_still_mine(transaction: Transaction, firm_id: UUID, effect_id: UUID, attempt: int) -> bool:
    """Whether the attempt still holds the effect, which is locked then."""
    return await transaction.row(_MINE, firm_id=firm_id, id=effect_id, attempt=attempt) is not None


async def try_effect_again(
    database: Database, firm_id: UUID, effect_id: UUID, attempt: int, after: timedelta, error: str
) -> None:
    """Give the effect back for a later attempt."""
    async with database.writing(firm_id) as writing:
        await writing.rows(
            _AGAIN, firm_id=firm_id, id=effect_id, attempt=attempt, after=after, error=error[:2000]
        )
