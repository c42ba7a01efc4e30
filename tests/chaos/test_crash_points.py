"""A worker without Redis is killed at each named point, and the next one finishes the work; ./dev bench chaos does it at length."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller

from domain.jobs.create_jobs import CreateJobs, create_jobs
from tests.builders import World, automation, stage
from tests.workers.test_smtp import MailServer, free_port
from tests.workers.working import MAIL, Working, with_contact
from workers.crash_points import POINTS

ROOT = Path(__file__).resolve().parents[2]
KILLED_OVER = 3
JOBS = KILLED_OVER + 1  # one is new after the kill: the second worker has work whatever the first left


async def relay_until(environment: dict[str, str], done: asyncio.Event) -> int:
    """Run the relay as a process of its own until it dies or `done`; how it ended."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", "cli", "relay", cwd=ROOT, env={**os.environ, **environment}
    )
    ended, wanted = asyncio.create_task(process.wait()), asyncio.create_task(done.wait())
    await asyncio.wait({ended, wanted}, timeout=60, return_when=asyncio.FIRST_COMPLETED)
    wanted.cancel()
    if process.returncode is None:
        process.terminate()
    return await ended


async def all_delivered(world: World, working: Working) -> None:
    delivered = "SELECT count(*) FROM effects WHERE firm_id = $1 AND state = 'delivered'"
    for _ in range(300):
        if await working.value(world, delivered, world.firm.id) == JOBS:
            break
        await asyncio.sleep(0.1)


@pytest.mark.slow
@pytest.mark.parametrize(
    "point",
    [point for point in POINTS if not point.startswith(("relay.", "schedules.", "deliver.after_call"))],
)
async def test_what_a_killed_worker_left_is_finished_once(
    point: str, world: World, working: Working, database_url: str
) -> None:
    mails = MailServer()
    controller = Controller(mails, hostname="127.0.0.1", port=free_port())
    controller.start()
    environment = {
        "DATABASE_URL": database_url,
        "REDIS_URL": "",
        "SMTP_URL": f"smtp://127.0.0.1:{controller.port}",
    }
    pipeline = await world.pipeline(stage("A", automation("create_task", title="Once"), MAIL), "B")
    accounts = [(await with_contact(world)).id for _ in range(JOBS)]

    async def create(some: list[UUID]) -> None:
        command = CreateJobs(pipeline_id=pipeline.id, account_ids=tuple(some))
        await create_jobs(command, world.uow(), world.context())

    await create(accounts[:KILLED_OVER])
    try:
        assert (
            await relay_until({**environment, "TICKMARK_CRASH_AT": point}, asyncio.Event()) == -signal.SIGKILL
        )
        # What the dead one had claimed is due when its lease is over; the test does not wait for that.
        await working.execute(
            world,
            "UPDATE effects SET lease_until = now() WHERE firm_id = $1 AND state = 'claimed'",
            world.firm.id,
        )
        await create(accounts[KILLED_OVER:])
        done = asyncio.Event()
        second = asyncio.create_task(relay_until(environment, done))
        await all_delivered(world, working)
        done.set()
        assert await second == 0
    finally:
        controller.stop()
    assert await working.value(world, "SELECT count(*) FROM tasks WHERE firm_id = $1", world.firm.id) == JOBS
    runs = "SELECT count(*) FROM runs WHERE firm_id = $1 AND state = 'succeeded'"
    assert await working.value(world, runs, world.firm.id) == 2 * JOBS
    keys = await working.ids(world, "SELECT key AS id FROM effects WHERE firm_id = $1")
    sent = {str(mail["Message-ID"]) for mail in mails.mails}
    assert {f"<{key.replace(':', '.')}@tickmark>" for key in keys} <= sent
