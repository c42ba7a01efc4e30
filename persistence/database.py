"""The engine, and a transaction that knows its firm."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from uuid import UUID

import orjson
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from persistence.transaction import Driver, Transaction

APP_ROLE = "tickmark_app"
RELAY_ROLE = "tickmark_relay"

# libpq's words for what asyncpg calls by other names.
_SSL = {"sslmode": "ssl"}


def asyncpg_url(url: str) -> str:
    """Any spelling of a PostgreSQL URL, as SQLAlchemy's asyncpg dialect wants it."""
    parts = urlsplit(url)
    query = [(_SSL.get(key, key), value) for key, value in parse_qsl(parts.query)]
    return urlunsplit(("postgresql+asyncpg", parts.netloc, parts.path, urlencode(query), ""))


class Database:
    """Connections to PostgreSQL as one role; every transaction is bound to one firm."""

    def __init__(
        self, url: str, *, role: str = APP_ROLE, pool_size: int = 12, name: str = "tickmark"
    ) -> None:
        settings = {
            "role": role,
            "application_name": name,
            "statement_timeout": "10s",
            "lock_timeout": "2s",
            "idle_in_transaction_session_timeout": "15s",
            # Short statements all day: compiling them costs more than it saves.
            "jit": "off",
            "timezone": "UTC",
        }
        # AUTOCOMMIT: the transaction is begun by our own first statement, together with the firm, in one round trip.
        self.engine: AsyncEngine = create_async_engine(
            asyncpg_url(url),
            isolation_level="AUTOCOMMIT",
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=10,
            # Whoever borrows ends their transaction; a connection left inside one is thrown away below.
            pool_reset_on_return=None,
            json_deserializer=orjson.loads,
            connect_args={"server_settings": settings, "statement_cache_size": 400},
        )

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Driver]:
        """A driver connection from the pool; one that broke is thrown away."""
        raw = await self.engine.raw_connection()
        driver: Driver = raw.driver_connection  # type: ignore[assignment]
        try:
            yield driver
        finally:
            if driver.is_closed() or driver.is_in_transaction():
                raw.invalidate()
            raw.close()

    @asynccontextmanager
    async def reading(self, firm_id: UUID) -> AsyncIterator[Transaction]:
        """A read-only transaction of one firm."""
        async with self.connection() as driver:
            transaction = Transaction(driver)
            await driver.execute(f"BEGIN READ ONLY; SET LOCAL app.firm_id = '{firm_id}'")
            try:
                yield transaction
            finally:
                await transaction.end("ROLLBACK")

    @asynccontextmanager
    async def writing(self, firm_id: UUID) -> AsyncIterator[Transaction]:
        """A transaction of one firm for a statement of its own; committed unless it raises."""
        async with self.connection() as driver:
            transaction = Transaction(driver)
            await driver.execute(f"BEGIN; SET LOCAL app.firm_id = '{firm_id}'")
            try:
                yield transaction
            except BaseException:
                await transaction.end("ROLLBACK")
                raise
            await transaction.end("COMMIT")

    async def close(self) -> None:
        """Let go of every connection."""
        await self.engine.dispose()
