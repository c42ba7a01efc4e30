"""The statements of one transaction."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import asyncpg

from persistence.statement import Statement

Driver: TypeAlias = "asyncpg.Connection[asyncpg.Record]"


class Transaction:
    """The statements of one transaction, on the driver: compiled once by SQLAlchemy, prepared once by PostgreSQL."""

    __slots__ = ("driver",)

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

    async def rows(self, statement: Statement, **values: object) -> Sequence[asyncpg.Record]:
        """All rows."""
        rows: Sequence[asyncpg.Record] = await self.driver.fetch(statement.sql, *statement.arguments(values))
        return rows

    async def row(self, statement: Statement, **values: object) -> asyncpg.Record | None:
        """The first row, if any."""
        return await self.driver.fetchrow(statement.sql, *statement.arguments(values))

    async def value(self, statement: Statement, **values: object) -> Any:
        """The first column of the first row."""
        return await self.driver.fetchval(statement.sql, *statement.arguments(values))

    async def end(self, command: str) -> None:
        """COMMIT or ROLLBACK; nothing to do when the connection is gone."""
        if not self.driver.is_closed():
            await self.driver.execute(command)
