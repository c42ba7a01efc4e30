"""What is kept for a while only, and is then forgotten."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text

from persistence.database import Database
from persistence.statement import Statement

# A few thousand rows at a time, so that no statement holds up others.
_FORGET = tuple(
    Statement(
        text(
            f"DELETE FROM {table} WHERE firm_id = :firm_id AND id IN (SELECT id FROM {table} "
            f"WHERE firm_id = :firm_id AND {old} LIMIT 5000) RETURNING id"
        )
    )
    for table, old in (
        ("idempotency_keys", "created_at < now() - interval '7 days'"),
        ("sessions", "expires_at < now() - interval '1 day'"),
        ("invitations", "accepted_at IS NULL AND expires_at < now() - interval '30 days'"),
    )
)


async def firm_ids(relay: Database) -> Sequence[UUID]:
    """Every firm of this server."""
    async with relay.connection() as driver:
        return [row["id"] for row in await driver.fetch("SELECT id FROM firms")]


async def forget_old(database: Database, firm_id: UUID) -> int:
    """Forget a firm's idempotency keys after 7 days, and sessions and invitations that ended long ago."""
    forgotten = 0
    for statement in _FORGET:
        async with database.writing(firm_id) as writing:
            forgotten += len(await writing.rows(statement, firm_id=firm_id))
    return forgotten
