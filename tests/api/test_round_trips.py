"""How often the hot paths go to the database: the one thing about speed that a test can hold fast."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from api.services import Services
from api.sessions import SessionCache
from persistence.database import Database
from persistence.transaction import Driver
from tests.api.conftest import Client, signed_in

PIPELINE = {"name": "Counted", "stages": [{"name": "A"}, {"name": "B"}, {"name": "C"}]}


class Counting(Database):
    """Notes every statement that is sent."""

    def __init__(self, url: str) -> None:
        super().__init__(url, pool_size=2)
        self._sent: list[str] = []

    async def sent(self) -> list[str]:
        """What was sent since the last time; the driver tells it a moment late."""
        await asyncio.sleep(0.01)
        sent, self._sent = self._sent, []
        return [statement.split()[0].rstrip(";") for statement in sent]

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Driver]:
        async with super().connection() as driver:
            with driver.query_logger(lambda record: self._sent.append(record.query)):
                yield driver


@pytest.fixture
async def counting(database_url: str) -> AsyncIterator[Counting]:
    made = Counting(database_url)
    yield made
    await made.close()


@pytest.fixture
async def counted(owner: Client, counting: Counting) -> AsyncIterator[Client]:
    # Who asks is looked up once; on a slow machine it would be forgotten in between.
    services = Services(database=counting, sessions=SessionCache(kept_seconds=3600))
    client = await signed_in(services, owner.world, owner.member)
    await client.get("/v1/me")
    yield client
    await client.http.aclose()


async def a_job(owner: Client) -> tuple[dict[str, str], list[str]]:
    pipeline = await owner.made("/v1/pipelines", PIPELINE)
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    body = {"pipeline_id": pipeline["id"], "account_id": account["id"]}
    return (await owner.made("/v1/jobs", body))["data"][0], [stage["id"] for stage in pipeline["stages"]]


async def test_a_move_is_begin_read_write_commit(owner: Client, counted: Client, counting: Counting) -> None:
    job, stages = await a_job(owner)
    for stage in stages[1:]:
        await counting.sent()
        assert (await counted.post(f"/v1/jobs/{job['id']}/move", {"stage_id": stage})).status_code == 200
    assert await counting.sent() == ["BEGIN", "SELECT", "WITH", "COMMIT"]


async def test_lists_and_boards_are_one_read(owner: Client, counted: Client, counting: Counting) -> None:
    job, _ = await a_job(owner)
    paths = ["/v1/jobs?status=active&expand=account", "/v1/tasks", "/v1/accounts", f"/v1/jobs/{job['id']}"]
    for path in paths:
        await counting.sent()
        assert (await counted.get(path)).status_code == 200
        assert await counting.sent() == ["BEGIN", "SELECT", "ROLLBACK"], path
    await counting.sent()
    board = f"/v1/pipelines/{job['pipeline_id']}/board"
    assert (await counted.get(board)).status_code == 200
    assert await counting.sent() == ["BEGIN", "WITH", "WITH", "ROLLBACK"]


async def test_many_jobs_cost_as_many_statements_as_one(
    owner: Client, counted: Client, counting: Counting
) -> None:
    pipeline = await owner.made("/v1/pipelines", PIPELINE)
    sent = []
    for count in (1, 30):
        ids = [(await owner.made("/v1/accounts", {"name": f"Account {n}"}))["id"] for n in range(count)]
        await counting.sent()
        await counted.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_ids": ids})
        sent.append(len(await counting.sent()))
    assert sent[0] >= sent[1] - 1
