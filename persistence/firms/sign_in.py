"""The two answers that cross firms: who signs in with an address, and whether there is a firm at all."""

from uuid import UUID

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
