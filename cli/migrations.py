import asyncio
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from sqlalchemy.exc import DBAPIError

from cli.database_url import plain_url

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30
_LOCK_NOT_AVAILABLE = "55P03"
LOCK = 7_464_625  # any number, as long as every Tickmark uses the same


def migration_config(database_url: str) -> Config:
    """Alembic's settings from pyproject.toml, pointed at one database."""
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.set_main_option("sqlalchemy.url", database_url.replace("%", "%%"))
    config.attributes["database_url"] = database_url
    return config


async def upgrade(database_url: str, revision: str = "head") -> None:
    """Bring the schema to `revision`; of several that start at once, one works and the others wait."""
    guard = await asyncpg.connect(plain_url(database_url))
    try:
        await guard.execute("SELECT pg_advisory_lock($1)", LOCK)
        await _upgrade(database_url, revision)
    finally:
        await guard.close()


async def _upgrade(database_url: str, revision: str) -> None:
    """A migration waits half a second for a lock, no longer: whoever is held up by it goes on, and it tries again."""
    for left in reversed(range(PATIENCE)):
        try:
            # Alembic starts an event loop of its own, so it gets a thread of its own.
            await asyncio.to_thread(command.upgrade, migration_config(database_url), revision)
        except DBAPIError as error:
            if not left or getattr(error.orig, "sqlstate", None) != _LOCK_NOT_AVAILABLE:
                raise
            await asyncio.sleep(1)
        else:
            return
