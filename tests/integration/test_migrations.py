"""Migrations make what the code expects, and hold up nobody."""

import asyncio
import time
from pathlib import Path

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from cli.embedded.postgres import EmbeddedPostgres
from cli.migrations import upgrade
from persistence.database import Database, asyncpg_url
from persistence.tables import metadata
from tests.builders import a_world


# PostgreSQL's xid8, the one type that SQLAlchemy does not know, is not compared; expressions of indexes neither.
@pytest.mark.filterwarnings("ignore:Did not recognize type 'xid8'")
@pytest.mark.filterwarnings("ignore::UserWarning")
async def test_the_migrated_schema_is_the_one_that_the_tables_describe(database_url: str) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        return list(compare_metadata(context, metadata))

    engine = create_async_engine(asyncpg_url(database_url))
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


@pytest.fixture
def empty_server(tmp_path: Path) -> EmbeddedPostgres:
    return EmbeddedPostgres(tmp_path / "postgres", tmp_path / "postgres.log", durable=False)


async def test_a_migration_fails_no_request_of_a_running_system(
    empty_server: EmbeddedPostgres, capsys: pytest.CaptureFixture[str]
) -> None:
    """The former release works on while its schema is migrated, with somebody's long transaction in the way."""
    empty_server.start()
    try:
        await empty_server.ensure_database()
        url = empty_server.url()
        await upgrade(url, "0001")
        longest = await _migrate_under_load(url)
    finally:
        empty_server.stop()
    with capsys.disabled():
        print(f"\nmigrations longest_blocked_ms={longest * 1000:.0f}")  # noqa: T201


async def _migrate_under_load(url: str) -> float:
    database = Database(url, pool_size=4)
    world = await a_world(database)
    in_the_way = await asyncpg.connect(url)
    reading = in_the_way.transaction()
    await reading.start()
    await in_the_way.fetch("SELECT count(*) FROM events")
    migrating = asyncio.create_task(upgrade(url))
    released = time.monotonic() + 3  # longer than a request of the application waits for a lock
    longest = 0.0
    while not migrating.done():
        began = time.monotonic()
        await world.account("Rossi")
        longest = max(longest, time.monotonic() - began)
        if in_the_way.is_in_transaction() and began > released:
            await reading.rollback()
        await asyncio.sleep(0.01)
    await migrating
    await in_the_way.close()
    await database.close()
    return longest
