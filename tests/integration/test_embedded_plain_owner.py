from urllib.parse import urlsplit, urlunsplit

import asyncpg

from cli.migrations import upgrade


async def test_the_schema_belongs_to_an_owner_who_is_no_superuser(database_url: str) -> None:
    """Hosted PostgreSQL gives nobody a superuser; migrating twice changes nothing."""
    parts = urlsplit(database_url)
    owner = await asyncpg.connect(database_url)
    await owner.execute("CREATE ROLE plain_owner LOGIN CREATEROLE PASSWORD 'plain'")
    await owner.execute(
        "DO $$ BEGIN EXECUTE 'GRANT tickmark_app, tickmark_relay TO plain_owner WITH ADMIN OPTION'; END $$"
    )
    await owner.execute("CREATE DATABASE plain_books OWNER plain_owner")
    url = urlunsplit(
        parts._replace(netloc="plain_owner:plain@" + parts.netloc.partition("@")[2], path="/plain_books")
    )
    try:
        await upgrade(url)
        await upgrade(url)
        plain = await asyncpg.connect(url)
        assert await plain.fetchval("SELECT tickmark_firm_count()") == 0
        await plain.execute("SET ROLE tickmark_app")
        assert await plain.fetchval("SELECT current_user") == "tickmark_app"
        await plain.close()
    finally:
        await owner.execute("DROP DATABASE plain_books WITH (FORCE)")
        await owner.execute("DROP ROLE plain_owner")
        await owner.close()
