"""A worker dies right after a webhook was called: the next one calls again, under the same id, and the job goes on once."""

import asyncio
import base64
import signal

import pytest

from tests.builders import World
from tests.chaos.test_crash_points import relay_until
from tests.workers.receiver import MASTER, a_call, receiving
from tests.workers.working import Working

MOVED = "SELECT count(*) FROM events WHERE firm_id = $1 AND type = 'job.stage_changed'"


async def the_job_moved(world: World, working: Working) -> None:
    for _ in range(300):
        if await working.value(world, MOVED, world.firm.id):
            return
        await asyncio.sleep(0.1)


@pytest.mark.slow
async def test_a_call_whose_caller_was_killed_is_made_again_under_its_id(
    world: World, working: Working, database_url: str
) -> None:
    environment = {
        "DATABASE_URL": database_url,
        "REDIS_URL": "",
        "TICKMARK_MASTER_KEY": base64.b64encode(MASTER.raw).decode(),
        "TICKMARK_WEBHOOK_ALLOW": "127.0.0.0/8",
    }
    async with receiving() as receiver:
        await a_call(world, working, receiver.url, "answer")
        crash = {**environment, "TICKMARK_CRASH_AT": "deliver.after_call"}
        # A relay works for all firms: it may die of a call that another test has left, before it comes to this one.
        for _ in range(10):
            assert await relay_until(crash, asyncio.Event()) == -signal.SIGKILL
            if receiver.requests:
                break
        await working.execute(
            world, "UPDATE effects SET lease_until = now() WHERE firm_id = $1", world.firm.id
        )
        done = asyncio.Event()
        second = asyncio.create_task(relay_until(environment, done))
        await the_job_moved(world, working)
        done.set()
        assert await second == 0
    sent = [(request.headers["webhook-id"], request.body) for request in receiver.requests]
    print(f"calls: {len(sent)}, ids: {len(set(sent))}")
    assert len(sent) > 1
    assert len(set(sent)) == 1
    assert await working.value(world, MOVED, world.firm.id) == 1
