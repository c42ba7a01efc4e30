"""An API is told to end while it is at work: what it has taken in it answers, and who comes after that may come again."""

import asyncio
import signal
from contextlib import AsyncExitStack
from uuid import UUID

import httpx
import pytest

from domain.jobs.model import Job
from domain.pipelines.model import Pipeline
from tests.builders import World
from tests.chaos.api_process import ApiProcess, api_process, cookie_of
from tests.chaos.traffic import Traffic

pytestmark = pytest.mark.slow
MOVERS = 6
LOAD_SECONDS = 1.0
LONGEST_END = 7.0  # what the supervisor waits before it kills


async def load(api: ApiProcess, cookie: str, pipeline: Pipeline, jobs: list[Job], traffic: Traffic) -> None:
    """Keep the API busy over old and new connections until it is gone."""
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:

        async def client() -> httpx.AsyncClient:
            return await stack.enter_async_context(api.client(cookie))

        for job in jobs:
            group.create_task(traffic.moving(await client(), job, pipeline))
        for _ in range(2):
            group.create_task(traffic.arriving(await client(), f"/v1/jobs/{jobs[0].id}"))
            group.create_task(traffic.listening(await client()))


async def ready_answers(api: ApiProcess) -> list[tuple[int, str, str]]:
    """What /readyz says over new connections until nobody answers: status, code, Retry-After."""
    said: list[tuple[int, str, str]] = []
    while True:
        try:
            async with api.client("") as client:
                answer = await client.get("/readyz")
        except httpx.ConnectError:
            return said
        said.append(
            (answer.status_code, answer.json().get("code", ""), answer.headers.get("retry-after", ""))
        )
        await asyncio.sleep(0.05)


async def missing_moves(world: World, moves: dict[str, tuple[UUID, int]]) -> set[str]:
    """The operations that were answered and are not in the database as they were answered."""
    async with world.database.reading(world.firm.id) as reading:
        rows = await reading.driver.fetch(
            """SELECT cause ->> 'operation_id' AS operation, aggregate_id, sequence FROM events
            WHERE firm_id = $1 AND type = 'job.stage_changed'""",
            world.firm.id,
        )
    kept = {row["operation"]: (row["aggregate_id"], row["sequence"]) for row in rows}
    return {operation for operation, moved in moves.items() if kept.get(operation) != moved}


@pytest.mark.parametrize("time", range(3))
async def test_sigterm_under_load_costs_nobody_an_answer(time: int, world: World, database_url: str) -> None:
    pipeline = await world.pipeline("A", "B")
    jobs = [await world.job(pipeline) for _ in range(MOVERS)]
    cookie, traffic = await cookie_of(world), Traffic()
    with api_process(database_url) as api:
        working = asyncio.create_task(load(api, cookie, pipeline, jobs, traffic))
        await asyncio.sleep(LOAD_SECONDS)
        before = traffic.answered
        api.process.send_signal(signal.SIGTERM)
        said = await ready_answers(api)
        await asyncio.wait_for(working, 20)
        ended = await asyncio.to_thread(api.process.wait, LONGEST_END)
    print(
        f"SIGTERM after {before} answers: {traffic.answered - before} answered while draining, "
        f"{traffic.retryable} retryable, {len(traffic.failures)} failures"
    )
    assert traffic.failures == []
    assert ended in {0, -signal.SIGTERM}
    assert (503, "draining", "2") in said
    assert await missing_moves(world, traffic.moves) == set()
    assert len(traffic.moves) > before / 4
