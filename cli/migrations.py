import asyncio
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config

from cli.database_url import plain_url

ROOT = Path(__file__).resolve().parent.parent
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
        # Alembic starts an event loop of its own, so it gets a thread of its own.
        await asyncio.to_thread(command.upgrade, migration_config(database_url), revision)
    finally:
        await guard.close()
