"""Workers in this process, for tests."""

from collections.abc import Mapping
from typing import Any

from persistence.database import Database
from persistence.queue import Waiting
from tests.builders import World
from workers.deliver import Deliver
from workers.drain import Drain


class Outbox:
    """A mailer that keeps what it was given."""

    name = "test"

    def __init__(self) -> None:
        self.sent: list[tuple[str, Mapping[str, Any]]] = []
        self.failures: list[Exception] = []

    async def send(self, key: str, payload: Mapping[str, Any]) -> str | None:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((key, payload))
        return None


class Working:
    """A drain and a deliverer on one firm's work."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.mails = Outbox()
        self.drain = Drain(database)
        self.deliver = Deliver(database, self.mails)

    async def pending(self, world: World) -> list[Waiting]:
        rows = await self._ids(
            world, "SELECT DISTINCT aggregate_id AS id FROM events WHERE firm_id = $1 AND state = 0"
        )
        return [Waiting(world.firm.id, row) for row in rows]

    async def effects(self, world: World) -> list[Waiting]:
        rows = await self._ids(world, "SELECT id FROM effects WHERE firm_id = $1 ORDER BY id")
        return [Waiting(world.firm.id, row) for row in rows]

    async def drain_all(self, world: World) -> None:
        while waiting := await self.pending(world):
            for one in waiting:
                await self.drain.aggregate(one)

    async def value(self, world: World, sql: str, *arguments: object) -> Any:
        async with self.database.reading(world.firm.id) as reading:
            return await reading.driver.fetchval(sql, *arguments)

    async def execute(self, world: World, sql: str, *arguments: object) -> None:
        async with self.database.writing(world.firm.id) as writing:
            await writing.driver.execute(sql, *arguments)

    async def _ids(self, world: World, sql: str) -> list[Any]:
        async with self.database.reading(world.firm.id) as reading:
            return [row["id"] for row in await reading.driver.fetch(sql, world.firm.id)]
