"""What a history that is played into one transaction needs of PostgreSQL."""

from collections.abc import Sequence
from uuid import UUID

from asyncpg import Record as Row

from persistence.database import APP_ROLE
from persistence.outbox import DONE
from persistence.transaction import Transaction

# Any number, as long as every Tickmark uses the same: two that play at once become one after the other.
_LOCK = 7_464_626
_GROWING = "accounts, events, history, items, jobs, runs, tasks, visits"


async def may_begin(transaction: Transaction) -> bool:
    """Whether there is no firm yet; whoever asks at the same time waits for our end."""
    await transaction.driver.execute(f"SELECT pg_advisory_xact_lock({_LOCK})")
    return not await transaction.driver.fetchval("SELECT tickmark_firm_count()")


async def events_since(transaction: Transaction, firm_id: UUID, position: int) -> Sequence[Row]:
    """The events that this transaction itself recorded after `position`."""
    rows: Sequence[Row] = await transaction.driver.fetch(
        "SELECT * FROM events WHERE firm_id = $1 AND txid = pg_current_xact_id() AND position > $2 ORDER BY position",
        firm_id,
        position,
    )
    return rows


async def mark_heard(transaction: Transaction, firm_id: UUID, event_ids: Sequence[UUID]) -> None:
    """The consequences of these events have happened."""
    await transaction.driver.execute(
        "UPDATE events SET state = $3 WHERE firm_id = $1 AND id = ANY($2)", firm_id, event_ids, DONE
    )


async def waiting_effects(transaction: Transaction, firm_id: UUID) -> Sequence[Row]:
    """What waits to leave the firm: id and due_at, in the order of time."""
    rows: Sequence[Row] = await transaction.driver.fetch(
        "SELECT id, due_at FROM effects WHERE firm_id = $1 AND state = 'waiting' ORDER BY due_at, id", firm_id
    )
    return rows


async def learn_sizes(transaction: Transaction) -> None:
    """Plan anew, by what the tables hold now: the first plans were made for empty ones. Their owner alone may ask that."""
    await transaction.driver.execute(f"SET LOCAL ROLE NONE; ANALYZE {_GROWING}; SET LOCAL ROLE {APP_ROLE}")
