import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from arq.connections import create_pool

from persistence.database import Database
from persistence.ids import new_id
from persistence.queue import Waiting, pending_aggregates
from tests.builders import World, a_world, automation, stage
from tests.workers.working import Working
from workers.main import serve
from workers.relay import Relay
from workers.wake import BATCH, LONG_QUEUE, QUEUE, WORKERS_ALIVE, ArqWaker, redis_settings

TASKS = "SELECT count(*) FROM tasks WHERE firm_id = $1"
TASK = automation("create_task", title="Follow up")


async def made(working: Working, world: World, tasks: int, *, within: float) -> float:
    """Wait for so many tasks; tells how long it took."""
    begun = time.monotonic()
    while await working.value(world, TASKS, world.firm.id) != tasks:
        waited = time.monotonic() - begun
        assert waited < within, f"not made within {within} s"
        await asyncio.sleep(0.01)
    return time.monotonic() - begun


@asynccontextmanager
async def running(
    working: Working, watching: Database, redis_url: str | None, *, worker: bool = True
) -> AsyncIterator[None]:
    """A relay, and a worker when there is a Redis, until the block ends."""
    stopped = asyncio.Event()
    parts = [Relay(watching, working.work, redis_url).until(stopped)]
    if redis_url and worker:
        parts.append(serve(redis_url, working.work, stopped))
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        yield
    finally:
        stopped.set()
        await asyncio.gather(*tasks)


async def test_from_commit_to_effect_through_redis(
    world: World, working: Working, watching: Database, redis_url: str
) -> None:
    pipeline = await world.pipeline(stage("A", TASK), "B")
    async with running(working, watching, redis_url):
        for number in range(1, 6):
            await world.job(pipeline)
            await made(working, world, number, within=20)


async def test_the_same_work_wakes_once_and_news_of_it_wakes_again(world: World, redis_url: str) -> None:
    redis = await create_pool(redis_settings(redis_url))
    waker = await ArqWaker.connect(redis_url)
    await redis.flushall()
    await redis.set(WORKERS_ALIVE, 1)
    for news in (1, 1, 2):
        await waker.wake("drain", [Waiting(world.firm.id, world.firm.id, news)])
    assert await redis.zcard(QUEUE) == 2
    await waker.close()
    await redis.aclose()


async def test_a_long_queue_is_left_to_shrink(world: World, redis_url: str) -> None:
    redis = await create_pool(redis_settings(redis_url))
    waker = await ArqWaker.connect(redis_url)
    await redis.flushall()
    await redis.set(WORKERS_ALIVE, 1)
    await redis.zadd(QUEUE, {str(number): number for number in range(LONG_QUEUE - 1)})
    await waker.wake("drain", [Waiting(world.firm.id, new_id()) for _ in range(BATCH + 1)])
    assert await redis.zcard(QUEUE) == LONG_QUEUE
    await redis.flushall()
    await waker.close()
    await redis.aclose()


async def test_without_redis_the_relay_does_it(world: World, working: Working, watching: Database) -> None:
    pipeline = await world.pipeline(stage("A", TASK), "B")
    async with running(working, watching, None):
        await world.job(pipeline)
        await made(working, world, 1, within=20)


async def test_a_redis_that_is_away_is_no_hindrance(
    world: World, working: Working, watching: Database
) -> None:
    pipeline = await world.pipeline(stage("A", TASK), "B")
    async with running(working, watching, "unix:///nowhere/redis.sock"):
        await world.job(pipeline)
        await made(working, world, 1, within=20)


async def test_wake_ups_that_were_wiped_away_are_sent_again(
    world: World, working: Working, watching: Database, redis_url: str
) -> None:
    pipeline = await world.pipeline(stage("A", TASK), "B")
    redis = await create_pool(redis_settings(redis_url))
    await redis.set(WORKERS_ALIVE, 1)  # one that was killed a moment ago
    async with running(working, watching, redis_url, worker=False):
        await world.job(pipeline)
        await asyncio.sleep(0.4)
        assert await working.value(world, TASKS, world.firm.id) == 0
        await redis.flushall()
        stopped = asyncio.Event()
        worker = asyncio.create_task(serve(redis_url, working.work, stopped))
        await made(working, world, 1, within=20)
        stopped.set()
        await worker
    await redis.aclose()


async def test_the_burst_of_one_firm_leaves_room_for_another(
    database: Database, world: World, working: Working, watching: Database
) -> None:
    busy, quiet = await world.pipeline(stage("A", TASK), "B"), await a_world(database)
    for _ in range(6):
        await world.job(busy)
    await quiet.job(await quiet.pipeline(stage("A", TASK), "B"))
    found = await pending_aggregates(watching, 2, 100)
    firms = [waiting.firm_id for waiting in found]
    assert (firms.count(world.firm.id), firms.count(quiet.firm.id)) == (2, 1)


async def test_the_relay_sees_where_work_waits_and_nothing_else(watching: Database) -> None:
    async with watching.connection() as driver:
        allowed = await driver.fetch(
            "SELECT table_name, column_name FROM information_schema.column_privileges "
            "WHERE grantee = 'tickmark_relay' AND privilege_type = 'SELECT'"
        )
    tables = {row["table_name"] for row in allowed}
    assert tables == {"events", "effects", "firms", "items", "jobs", "recurrences", "runs", "tasks"}
    assert not {"data", "payload", "actor", "name"} & {row["column_name"] for row in allowed}


async def test_without_any_worker_the_relay_does_the_work(
    world: World, working: Working, watching: Database, redis_url: str
) -> None:
    redis = await create_pool(redis_settings(redis_url))
    await redis.flushall()
    await redis.aclose()
    pipeline = await world.pipeline(stage("A", TASK), "B")
    async with running(working, watching, redis_url, worker=False):
        await world.job(pipeline)
        await made(working, world, 1, within=5)
