"""The second wall: what the database itself refuses, whatever the code above it does."""

from collections.abc import AsyncIterator
from uuid import UUID

import asyncpg
import pytest

from domain.accounts.model import Account
from domain.shared.errors import NotFound
from persistence.database import RELAY_ROLE, Database
from persistence.tables import metadata
from tests.builders import World, a_world

TABLES = sorted(metadata.tables)


@pytest.fixture
async def owner(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


async def test_every_table_has_the_firm_first_in_its_key_and_a_forced_policy(
    owner: asyncpg.Connection,
) -> None:
    rows = await owner.fetch(
        """
        SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AS forced,
               EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'firm') AS policy,
               (SELECT a.attname FROM pg_index i JOIN pg_attribute a
                  ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                WHERE i.indrelid = c.oid AND i.indisprimary) AS first_key
        FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
          AND c.relname <> 'alembic_version'
        """
    )
    assert sorted(row["relname"] for row in rows) == TABLES
    assert {(row["forced"], row["policy"], row["first_key"]) for row in rows} == {(True, True, "firm_id")}


async def test_every_link_between_rows_carries_the_firm(owner: asyncpg.Connection) -> None:
    loose = await owner.fetch(
        """
        SELECT conrelid::regclass::text AS name, conname FROM pg_constraint
        WHERE contype = 'f' AND NOT EXISTS (
            SELECT 1 FROM pg_attribute a WHERE a.attrelid = conrelid AND a.attnum = conkey[1] AND a.attname = 'firm_id')
        """
    )
    assert loose == []


@pytest.mark.parametrize("table", TABLES)
async def test_without_a_firm_nothing_is_seen(database: Database, world: World, table: str) -> None:
    await world.job(await world.pipeline("A", "B"))
    async with database.connection() as driver:
        assert await driver.fetchval(f"SELECT count(*) FROM {table}") == 0


async def test_another_firm_sees_links_counts_and_changes_nothing(database: Database, world: World) -> None:
    account = await world.account("Rossi")
    other = await a_world(database)
    async with other.uow() as uow:
        driver = uow.transaction.driver
        assert await driver.fetchval("SELECT count(*) FROM accounts WHERE id = $1", account.id) == 0
        assert (
            await driver.execute("UPDATE accounts SET name = 'stolen' WHERE id = $1", account.id)
            == "UPDATE 0"
        )
        assert await driver.execute("DELETE FROM accounts WHERE id = $1", account.id) == "DELETE 0"
        with pytest.raises(NotFound):
            await uow.accounts.get(account.id)


async def test_a_row_of_another_firm_cannot_be_written(database: Database, world: World) -> None:
    other = await a_world(database)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await _store_account_for(other.firm.id, world)


async def _store_account_for(firm_id: UUID, world: World) -> None:
    account = await world.account("Template")
    async with world.uow() as uow:
        stray = Account(
            firm_id=firm_id,
            id=world.context().new_id(),
            created_at=account.created_at,
            updated_at=account.updated_at,
            name="Stray",
            type=account.type,
        )
        uow.accounts.add(stray)
        await uow.commit()


async def test_the_firm_of_one_transaction_does_not_leak_into_the_next(
    database: Database, world: World
) -> None:
    await world.account()
    async with database.connection() as driver:
        await driver.execute(f"BEGIN; SET LOCAL app.firm_id = '{world.firm.id}'")
        assert await driver.fetchval("SELECT count(*) FROM accounts") == 1
        await driver.execute("ROLLBACK")
        assert await driver.fetchval("SELECT count(*) FROM accounts") == 0


async def test_the_relay_sees_where_work_waits_and_nothing_else(database_url: str, world: World) -> None:
    await world.job(await world.pipeline("A", "B"))
    relay = Database(database_url, role=RELAY_ROLE)
    try:
        async with relay.connection() as driver:
            pending = await driver.fetchval("SELECT count(*) FROM events WHERE firm_id = $1", world.firm.id)
            assert pending == 1
            for forbidden in ("SELECT data FROM events", "SELECT * FROM jobs", "UPDATE events SET state = 1"):
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await driver.execute(forbidden)
    finally:
        await relay.close()
