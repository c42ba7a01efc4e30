"""The two answers that cross firms: who signs in with an address, and whether there is a firm at all."""

from uuid import UUID

import asyncpg

from persistence.database import Database


async def find_sign_in(database: Database, email: str) -> tuple[UUID, UUID] | None:
    """The firm and the member of an address."""
    async with database.connection() as driver:
        row = await driver.fetchrow("SELECT firm_id, member_id FROM tickmark_find_sign_in($1)", email)
    return None if row is None else (row["firm_id"], row["member_id"])


async def count_firms(database: Database) -> int:
    """How many firms this server has."""
    async with database.connection() as driver:
        return int(await driver.fetchval("SELECT tickmark_firm_count()"))


async def find_owner(owner_url: str, firm_name: str | None) -> tuple[UUID, UUID, str] | None:
    """The firm (by name, or the only one), its owner, and the owner's name. For commands on the server itself.

    `owner_url` connects as the tables' owner, who may look across firms.
    """
    connection = await asyncpg.connect(owner_url.replace("postgresql+asyncpg", "postgresql"))
    try:
        rows = await connection.fetch(
            "SELECT f.id, m.id AS member_id, m.name FROM firms f JOIN members m ON m.firm_id = f.id AND m.role = 'owner' "
            "WHERE $1::text IS NULL OR lower(f.name) = lower($1)",
            firm_name,
        )
    finally:
        await connection.close()
    return (rows[0]["id"], rows[0]["member_id"], rows[0]["name"]) if len(rows) == 1 else None
