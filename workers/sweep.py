"""Once an hour, forget in every firm what is kept for a while only."""

import asyncio
import contextlib
import logging

from persistence.database import Database
from persistence.forgetting import firm_ids, forget_old

log = logging.getLogger(__name__)

EVERY_SECONDS = 3600.0


async def sweep(watching: Database, database: Database) -> int:
    """Sweep all firms once; a firm that can't be swept now is swept the next time."""
    forgotten = 0
    for firm_id in await firm_ids(watching):
        try:
            forgotten += await forget_old(database, firm_id)
        except Exception:
            log.warning("firm %s could not be swept", firm_id, exc_info=True)
    return forgotten


async def sweep_until(stopped: asyncio.Event, watching: Database, database: Database) -> None:
    """Sweep now and every hour, until told to stop."""
    while not stopped.is_set():
        try:
            log.info("forgot %d old rows", await sweep(watching, database))
        except Exception:  # the database is away: the next hour will do
            log.warning("nothing could be swept", exc_info=True)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), EVERY_SECONDS)
