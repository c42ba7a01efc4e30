"""Many clients of two API processes want the same at once: what was answered was kept, and nothing was done twice."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import AsyncExitStack
from itertools import pairwise
from typing import Any

import httpx
import pytest

from domain.jobs.model import Job
from domain.pipelines.model import Pipeline
from tests.builders import World
from tests.chaos.api_process import ApiProcess, api_process, cookie_of
from tests.workers.working import Working

pytestmark = pytest.mark.slow
CLIENTS = 8
WRITES = 200
ROUNDS = 5


@pytest.fixture(scope="module")
def two_apis(database_url: str) -> Iterator[list[ApiProcess]]:
    with api_process(database_url) as one, api_process(database_url) as other:
        yield [one, other]


@pytest.fixture
async def clients(two_apis: list[ApiProcess], world: World) -> AsyncIterator[list[httpx.AsyncClient]]:
    """Clients of the same firm; every second one talks to the other process."""
    cookie = await cookie_of(world)
    async with AsyncExitStack() as stack:
        yield [
            await stack.enter_async_context(two_apis[number % 2].client(cookie)) for number in range(CLIENTS)
        ]


async def at_once(*requests: Awaitable[httpx.Response]) -> list[httpx.Response]:
    return list(await asyncio.gather(*requests))


async def one_write(client: httpx.AsyncClient, job: Job, pipeline: Pipeline, number: int) -> tuple[bool, int]:
    """Look, then write: whether it was said to be of a version, and the status of the answer."""
    path = f"/v1/jobs/{job.id}"
    seen = (await client.get(path)).json()
    words = {"description": f"write {number}"}
    if number % 3 == 0:
        return False, (await client.patch(path, json=words)).status_code
    if number % 3 == 1:
        as_seen = {"If-Match": f'"{seen["version"]}"'}
        return True, (await client.patch(path, json=words, headers=as_seen)).status_code
    [other] = [stage.id for stage in pipeline.stages if str(stage.id) != seen["stage_id"]]
    body = {"stage_id": str(other), "expected_version": seen["version"]}
    return True, (await client.post(f"{path}/move", json=body)).status_code


async def test_of_200_racing_writes_those_answered_200_are_kept_and_no_others(
    world: World, working: Working, clients: list[httpx.AsyncClient]
) -> None:
    pipeline = await world.pipeline("A", "B")
    job = await world.job(pipeline)

    async def write(client: httpx.AsyncClient, first: int) -> list[tuple[bool, int]]:
        return [await one_write(client, job, pipeline, n) for n in range(first, WRITES, CLIENTS)]

    answers = await asyncio.gather(*(write(client, first) for first, client in enumerate(clients)))
    seen = Counter(answer for of_client in answers for answer in of_client)
    kept = seen[False, 200] + seen[True, 200]
    print(f"{WRITES} racing writes: {kept} answered 200, {seen[True, 412]} answered 412")
    # Whoever names no version waits for their turn; whoever names one that is over is told so.
    assert set(seen) == {(False, 200), (True, 200), (True, 412)}
    assert seen.total() == WRITES
    version = "SELECT version FROM jobs WHERE firm_id = $1 AND id = $2"
    assert await working.value(world, version, world.firm.id, job.id) == job.version + kept
    rows = "SELECT count(*) FROM history WHERE firm_id = $1 AND object_id = $2 AND type <> 'job.created'"
    assert await working.value(world, rows, world.firm.id, job.id) == kept
    await no_update_was_lost(world, job)


async def no_update_was_lost(world: World, job: Job) -> None:
    """Each change began from what the one before had left."""
    async with world.database.reading(world.firm.id) as reading:
        events = await reading.driver.fetch(
            """SELECT sequence, data -> 'object' AS after, previous_attributes AS before FROM events
            WHERE firm_id = $1 AND aggregate_id = $2 ORDER BY sequence""",
            world.firm.id,
            job.id,
        )
    assert [event["sequence"] for event in events] == list(range(1, len(events) + 1))
    for former, event in pairwise(events):
        left: dict[str, Any] = former["after"]
        assert {name: left[name] for name in event["before"]} == event["before"]


async def test_of_moves_with_the_same_expected_version_exactly_one_is_done(
    world: World, working: Working, clients: list[httpx.AsyncClient]
) -> None:
    pipeline = await world.pipeline("A", "B")
    job = await world.job(pipeline)
    for turn in range(ROUNDS):
        stage = pipeline.stages[(turn + 1) % 2]
        body = {"stage_id": str(stage.id), "expected_version": job.version + turn}
        answers = await at_once(*(c.post(f"/v1/jobs/{job.id}/move", json=body) for c in clients))
        assert Counter(answer.status_code for answer in answers) == {200: 1, 412: CLIENTS - 1}
    visits = "SELECT count(*) FROM visits WHERE firm_id = $1 AND job_id = $2"
    assert await working.value(world, visits, world.firm.id, job.id) == 1 + ROUNDS


async def test_jobs_asked_for_many_times_under_one_key_are_made_once(
    world: World, working: Working, clients: list[httpx.AsyncClient]
) -> None:
    pipeline = await world.pipeline("A")
    accounts = [str((await world.account()).id) for _ in range(3)]
    body = {"pipeline_id": str(pipeline.id), "account_ids": accounts}
    for turn in range(ROUNDS):
        key = {"Idempotency-Key": f"key {turn}"}
        answers = await at_once(*(c.post("/v1/jobs", json=body, headers=key) for c in clients for _ in "12"))
        made = [answer for answer in answers if answer.status_code == 201]
        assert made
        assert {a.status_code for a in answers} <= {201, 409}
        assert {a.json()["code"] for a in answers if a.status_code == 409} <= {"idempotency_key_in_use"}
        assert len({answer.content for answer in made}) == 1
        assert sum("idempotent-replayed" not in answer.headers for answer in made) == 1
        again = await clients[turn].post("/v1/jobs", json=body, headers=key)
        assert (again.status_code, again.content) == (201, made[0].content)
    jobs = "SELECT count(*) FROM jobs WHERE firm_id = $1"
    assert await working.value(world, jobs, world.firm.id) == len(accounts) * ROUNDS


async def test_a_move_sent_many_times_under_one_key_is_answered_alike(
    world: World, working: Working, clients: list[httpx.AsyncClient]
) -> None:
    pipeline = await world.pipeline("A", "B")
    job = await world.job(pipeline)
    for turn in range(ROUNDS):
        stage = pipeline.stages[(turn + 1) % 2]
        body = {"stage_id": str(stage.id), "expected_version": job.version + turn}
        key = {"Idempotency-Key": f"key {turn}"}
        answers = await at_once(*(c.post(f"/v1/jobs/{job.id}/move", json=body, headers=key) for c in clients))
        assert {a.status_code for a in answers} <= {200, 409}
        assert len({answer.content for answer in answers if answer.status_code == 200}) == 1
    visits = "SELECT count(*) FROM visits WHERE firm_id = $1 AND job_id = $2"
    assert await working.value(world, visits, world.firm.id, job.id) == 1 + ROUNDS
