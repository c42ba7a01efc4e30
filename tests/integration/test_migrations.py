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
from persistence.database import asyncpg_url
from persistence.ids import new_id
from persistence.tables import metadata


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


# What a release of the first schema writes and reads, in the tables that later migrations change.
_FIRM = """INSERT INTO firms (firm_id, id, version, created_at, updated_at, name, time_zone, currency, grace_seconds)
    VALUES ($1, $1, 1, now(), now(), 'Ledger & Co', 'UTC', 'USD', 10)"""
_LIMITED = (
    """INSERT INTO pipelines (firm_id, id, version, created_at, updated_at, name, status, settings, revision)
    VALUES ($1, $2, 1, now(), now(), '1040', 'active', '{}', 1)""",
    """INSERT INTO stages (firm_id, id, pipeline_id, position, name, color, automove, conditions, limit_amount, limit_unit)
    VALUES ($1, gen_random_uuid(), $2, 0, 'Review', 'blue', false, '[]', 3, 'days')""",
)
_FORMER = (
    "UPDATE firms SET updated_at = now() WHERE firm_id = $1 AND id = $1",
    (
        "INSERT INTO tags (firm_id, id, version, created_at, updated_at, name, color) "
        "VALUES ($1, gen_random_uuid(), 1, now(), now(), gen_random_uuid()::text, 'blue')"
    ),
    *(f"SELECT id, name FROM {table} WHERE firm_id = $1" for table in ("stages", "pipelines")),
    *(f"UPDATE {table} SET id = id WHERE firm_id = $1" for table in ("jobs", "visits", "runs", "effects")),
)


async def _migrate_under_load(url: str) -> float:
    firm_id, working, in_the_way = new_id(), await asyncpg.connect(url), await asyncpg.connect(url)
    await working.execute("SET ROLE tickmark_app")
    await working.execute("SELECT set_config('app.firm_id', $1, false)", str(firm_id))
    await working.execute(_FIRM, firm_id)
    for statement in _LIMITED:
        await working.execute(statement, firm_id, firm_id)
    reading = in_the_way.transaction()
    await reading.start()
    await in_the_way.fetch("SELECT count(*) FROM events")
    migrating = asyncio.create_task(upgrade(url))
    released = time.monotonic() + 3  # longer than a request of the application waits for a lock
    longest, rounds = 0.0, 0
    while not migrating.done():
        began = time.monotonic()
        async with working.transaction():
            for statement in _FORMER:
                await working.execute(statement, firm_id)
        longest, rounds = max(longest, time.monotonic() - began), rounds + 1
        if in_the_way.is_in_transaction() and began > released:
            await reading.rollback()
        await asyncio.sleep(0.01)
    await migrating
    assert rounds > 50
    # The workers are asked to count the time limits of the jobs that were there before.
    asked = await working.fetchval(
        "SELECT count(*) FROM events WHERE type = 'replan.continued' AND state = 0"
    )
    assert asked == 1
    await in_the_way.close()
    await working.close()
    return longest
