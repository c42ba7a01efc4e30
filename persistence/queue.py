"""Where work waits: pending events and due effects, claimed and finished by workers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from asyncpg import Record as Row
from sqlalchemy import text

from persistence.database import Database
from persistence.statement import Statement
from persistence.transaction import Transaction

MOST_ATTEMPTS = 8

# A few aggregates of each firm at a time, so that one firm's burst does not hold back the others. Only an aggregate's
# first pending event can have failed; while it waits for its next attempt, the aggregate waits.
_PENDING = """
SELECT firm_id, id, news FROM (
    SELECT firm_id, aggregate_id AS id, max(sequence) AS news, min(occurred_at) AS since,
        row_number() OVER (PARTITION BY firm_id ORDER BY min(occurred_at)) AS turn
    FROM events WHERE state = 0 GROUP BY firm_id, aggregate_id HAVING max(next_attempt_at) <= now()) waiting
WHERE turn <= $1 ORDER BY turn, since LIMIT $2"""
_DUE = """
SELECT firm_id, id, (extract(epoch FROM since) * 1000)::bigint AS news FROM (
    SELECT firm_id, id, COALESCE(lease_until, due_at) AS since,
        row_number() OVER (PARTITION BY firm_id ORDER BY due_at) AS turn
    FROM effects e WHERE (state = 'waiting' AND due_at <= now() + (SELECT f.test_clock_seconds FROM firms f
        WHERE f.firm_id = e.firm_id) * interval '1 second') OR (state = 'claimed' AND lease_until <= now())) waiting
WHERE turn <= $1 ORDER BY turn, since LIMIT $2"""
# What waits for a time, by firm. A demo's clock may be ahead of this one; the farthest bounds what is looked at.
_FIRMS_DUE = """
WITH farthest AS (SELECT now() + max(test_clock_seconds) * interval '1 second' AS time FROM firms),
    due AS (SELECT firm_id, due_at AS at FROM runs WHERE state = 'waiting' AND due_at IS NOT NULL
            AND due_at <= (SELECT time FROM farthest)
        UNION ALL SELECT firm_id, next_at FROM recurrences WHERE next_at IS NOT NULL
            AND next_at <= (SELECT time FROM farthest)
        UNION ALL SELECT firm_id, remind_at FROM items WHERE remind_at IS NOT NULL AND resolved_at IS NULL
            AND unlinked_at IS NULL AND remind_at <= (SELECT time FROM farthest))
SELECT DISTINCT f.firm_id, f.test_clock_seconds FROM due d JOIN firms f ON f.firm_id = d.firm_id
WHERE d.at <= now() + f.test_clock_seconds * interval '1 second'"""
# What may be overdue somewhere on earth, by firm: whether it is, the firm's own time zone says.
_FIRMS_OVERDUE = """
WITH latest AS (SELECT now() + interval '14 hours' AS time),
    farthest AS (SELECT (((SELECT time FROM latest) + max(test_clock_seconds) * interval '1 second')
        AT TIME ZONE 'UTC')::date AS day FROM firms),
    untold AS (SELECT firm_id, due_date FROM jobs WHERE due_date IS DISTINCT FROM overdue_told AND due_date IS NOT NULL
            AND status = 'active' AND due_date < (SELECT day FROM farthest)
        UNION ALL SELECT firm_id, due_date FROM tasks WHERE due_date IS DISTINCT FROM overdue_told AND due_date IS NOT NULL
            AND deleted_at IS NULL AND status NOT IN ('completed', 'canceled') AND due_date < (SELECT day FROM farthest))
SELECT DISTINCT f.firm_id, f.test_clock_seconds FROM untold u JOIN firms f ON f.firm_id = u.firm_id
WHERE u.due_date < (((SELECT time FROM latest) + f.test_clock_seconds * interval '1 second') AT TIME ZONE 'UTC')::date
UNION SELECT f.firm_id, f.test_clock_seconds FROM jobs j JOIN firms f ON f.firm_id = j.firm_id
WHERE j.limit_told IS DISTINCT FROM j.visit_id AND j.limit_at IS NOT NULL AND j.status IN ('active', 'custom')
    AND j.limit_at <= now() + f.test_clock_seconds * interval '1 second'"""
# NOWAIT, and never SKIP LOCKED: whoever skipped a locked head would let a later event overtake it. The lock is held
# until the consequences are committed with the mark, so no lease or fence is needed: a dead worker's lock dies with it.
_HEAD = Statement(
    text("""SELECT *, next_attempt_at > now() AS early,
        (SELECT f.test_clock_seconds FROM firms f WHERE f.firm_id = e.firm_id AND f.id = e.firm_id) AS ahead
    FROM events e WHERE firm_id = :firm_id AND aggregate_id = :aggregate_id AND state = 0
    ORDER BY sequence LIMIT 1 FOR UPDATE OF e NOWAIT""")
)
_DONE = Statement(
    text("""UPDATE events e SET state = 1 WHERE firm_id = :firm_id AND id = :id AND state = 0
    RETURNING EXISTS (SELECT FROM events n WHERE n.firm_id = e.firm_id AND n.aggregate_id = e.aggregate_id
        AND n.state = 0 AND n.sequence > e.sequence)""")
)
_FAILED = Statement(
    text("""UPDATE events SET attempts = attempts + 1, parked_reason = CAST(:reason AS text),
        state = CASE WHEN attempts + 1 >= :most THEN 2 ELSE 0 END,
        next_attempt_at = now() + LEAST(power(2, attempts), 60) * interval '0.5 second'
    WHERE firm_id = :firm_id AND id = :id AND state = 0 RETURNING state""")
)
_UNPARK = Statement(
    text("""UPDATE events SET state = 0, attempts = 0, next_attempt_at = now(), parked_reason = NULL
    WHERE firm_id = :firm_id AND id = :id AND state = 2 RETURNING id, type, job_id""")
)
_CLAIM = Statement(
    text("""UPDATE effects SET state = 'claimed', attempt = attempt + 1, lease_until = now() + CAST(:lease AS interval)
    WHERE firm_id = :firm_id AND id = :id
        AND ((state = 'waiting' AND due_at <= now() + (SELECT f.test_clock_seconds FROM firms f
            WHERE f.firm_id = effects.firm_id) * interval '1 second')
            OR (state = 'claimed' AND lease_until <= now()))
    RETURNING id, type, key, payload, attempt, run_id, job_id""")
)
# The fence: whoever was overtaken by another attempt completes nothing.
_MINE = Statement(
    text("""SELECT id FROM effects WHERE firm_id = :firm_id AND id = :id AND state = 'claimed' AND attempt = :attempt
    FOR UPDATE""")
)
_EXTEND = Statement(
    text("""UPDATE effects SET lease_until = now() + CAST(:lease AS interval)
    WHERE firm_id = :firm_id AND id = :id AND state = 'claimed' AND attempt = :attempt RETURNING id""")
)
_AGAIN = Statement(
    text("""UPDATE effects SET state = 'waiting', lease_until = NULL, due_at = now() + CAST(:after AS interval), last_error = :error
    WHERE firm_id = :firm_id AND id = :id AND state = 'claimed' AND attempt = :attempt""")
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something of a firm that waits: an aggregate with pending events, or an effect that is due.

    `news` differs when there is something new about it: a later event, another time to send it.
    """

    firm_id: UUID
    id: UUID
    news: int = field(default=0, compare=False)


async def pending_aggregates(relay: Database, of_a_firm: int, limit: int) -> Sequence[Waiting]:
    """Aggregates with pending events, of all firms in turn."""
    return await _look(relay, _PENDING, of_a_firm, limit)


async def due_effects(relay: Database, of_a_firm: int, limit: int) -> Sequence[Waiting]:
    """Effects whose time has come, and claimed ones whose worker is gone, of all firms in turn."""
    return await _look(relay, _DUE, of_a_firm, limit)


async def firms_due(relay: Database) -> Sequence[tuple[UUID, timedelta]]:
    """Firms that have something whose time has come, each with how far its clock is ahead."""
    return await _firms(relay, _FIRMS_DUE)


async def firms_overdue(relay: Database) -> Sequence[tuple[UUID, timedelta]]:
    """Firms that may have something overdue of which it was not told, each with how far its clock is ahead."""
    return await _firms(relay, _FIRMS_OVERDUE)


async def _firms(relay: Database, sql: str) -> Sequence[tuple[UUID, timedelta]]:
    async with relay.connection() as driver:
        rows = await driver.fetch(sql)
    return [(row["firm_id"], timedelta(seconds=row["test_clock_seconds"])) for row in rows]


async def _look(relay: Database, sql: str, of_a_firm: int, limit: int) -> Sequence[Waiting]:
    async with relay.connection() as driver:
        return [
            Waiting(row["firm_id"], row["id"], row["news"])
            for row in await driver.fetch(sql, of_a_firm, limit)
        ]


async def head_of(transaction: Transaction, waiting: Waiting) -> Row | None:
    """The aggregate's first pending event, locked; parked ones are passed over, one that failed is waited for.

    Raises LockNotAvailableError when another worker has it: order would break if it were skipped.
    """
    row = await transaction.row(_HEAD, firm_id=waiting.firm_id, aggregate_id=waiting.id)
    return None if row is None or row["early"] else row


async def mark_done(transaction: Transaction, firm_id: UUID, event_id: UUID) -> bool:
    """The event has had its consequences; tells whether another of its aggregate waits behind it."""
    return bool(await transaction.value(_DONE, firm_id=firm_id, id=event_id))


async def note_failure(transaction: Transaction, firm_id: UUID, event_id: UUID, reason: str) -> bool:
    """Count the attempt and wait longer each time; tells whether the event is parked now."""
    state = await transaction.value(
        _FAILED, firm_id=firm_id, id=event_id, reason=reason[:2000], most=MOST_ATTEMPTS
    )
    return bool(state == 2)


async def unpark(transaction: Transaction, firm_id: UUID, event_id: UUID) -> Row | None:
    """Try a parked event again; tells its type and job, or None when it is not parked."""
    return await transaction.row(_UNPARK, firm_id=firm_id, id=event_id)


async def claim_effect(database: Database, waiting: Waiting, lease: timedelta) -> Row | None:
    """Take the effect for the time of the lease; None when it is not due, done, or somebody else's."""
    async with database.writing(waiting.firm_id) as writing:
        return await writing.row(_CLAIM, firm_id=waiting.firm_id, id=waiting.id, lease=lease)


async def extend_lease(database: Database, waiting: Waiting, attempt: int, lease: timedelta) -> bool:
    """Keep the effect a while longer; False when the attempt does not hold it any more."""
    async with database.writing(waiting.firm_id) as writing:
        row = await writing.row(_EXTEND, firm_id=waiting.firm_id, id=waiting.id, attempt=attempt, lease=lease)
    return row is not None


async def is_still_mine(transaction: Transaction, waiting: Waiting, attempt: int) -> bool:
    """Whether the attempt still holds the effect, which is locked then."""
    row = await transaction.row(_MINE, firm_id=waiting.firm_id, id=waiting.id, attempt=attempt)
    return row is not None


async def try_effect_again(
    database: Database, waiting: Waiting, attempt: int, after: timedelta, error: str
) -> None:
    """Give the effect back for a later attempt."""
    async with database.writing(waiting.firm_id) as writing:
        await writing.rows(
            _AGAIN, firm_id=waiting.firm_id, id=waiting.id, attempt=attempt, after=after, error=error[:2000]
        )
