"""Runs the migrations as the tables' owner, without ever blocking a running system for long."""

import asyncio
import os

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from migrations.statements import LOCK_TIMEOUT
from persistence.database import asyncpg_url
from persistence.tables import metadata


def run(connection: Connection) -> None:
    """Migrate on this connection; `cli.migrations.upgrade` sees to it that only one does."""
    connection.execute(text(LOCK_TIMEOUT))
    connection.execute(text("SET statement_timeout = '10min'"))
    connection.commit()
    context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()


async def main(url: str) -> None:
    """Connect as the owner."""
    engine = create_async_engine(asyncpg_url(url))
    try:
        async with engine.connect() as connection:
            await connection.run_sync(run)
    finally:
        await engine.dispose()


asyncio.run(main(context.config.attributes.get("database_url") or os.environ["DATABASE_URL"]))
