"""What the clock fires is fired once, though the process that looks at it is killed in the midst."""

import asyncio
import os
import signal
from datetime import UTC, datetime, timedelta

import pytest

from domain.firms.manage_members import update_firm
from domain.recurrences.model import JobTemplate
from domain.recurrences.save_recurrence import CreateRecurrences, create_recurrences
from tests.builders import World, automation, stage
from tests.chaos.test_crash_points import relay_until
from tests.integration.jobs.test_timed_runs import timed
from tests.workers.working import Working, with_contact
from workers.crash_points import POINTS

DAYS = 5


async def count(world: World, sql: str) -> int:
    async with world.database.reading(world.firm.id) as reading:
        return int(await reading.driver.fetchval(sql, world.firm.id))


async def until_made(world: World, jobs: int) -> None:
    tasks = "SELECT count(*) FROM tasks WHERE firm_id = $1"
    for _ in range(300):
        if await count(world, tasks) >= jobs:
            break
        await asyncio.sleep(0.1)


@pytest.mark.slow
@pytest.mark.parametrize("point", [point for point in POINTS if point.startswith("schedules.")])
async def test_what_was_due_happens_once(point: str, world: World, database_url: str) -> None:
    pipeline = await world.pipeline(stage("A", timed()), "B")
    account = await world.account()
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    fields = {
        "rule": "FREQ=DAILY",
        "starts_on": yesterday,
        "template": JobTemplate(name="[CURRENT_FULL_DATE]"),
    }
    command = CreateRecurrences(pipeline_id=pipeline.id, account_ids=(account.id,), values=fields)
    [made] = await create_recurrences(command, world.uow(), world.context())
    first = made.next_date
    assert first is not None
    await update_firm({"test_clock_seconds": DAYS * 86_400}, world.uow(), world.context())
    environment = {**os.environ, "DATABASE_URL": database_url, "REDIS_URL": "", "SMTP_URL": ""}
    assert await relay_until({**environment, "TICKMARK_CRASH_AT": point}, asyncio.Event()) == -signal.SIGKILL
    done = asyncio.Event()
    second = asyncio.create_task(relay_until(environment, done))
    expected = 0
    async with world.uow() as uow:
        calendar = await uow.firms.calendar()
        last = calendar.today(datetime.now(UTC) + timedelta(days=DAYS))
        expected = (last - first).days + 1
    jobs = "SELECT count(*) FROM jobs WHERE firm_id = $1"
    for _ in range(300):
        if await count(world, jobs) >= expected:
            break
        await asyncio.sleep(0.1)
    # The jobs are there; a day later each has its reminder.
    await update_firm({"test_clock_seconds": DAYS * 86_400 + 90_000}, world.uow(), world.context())
    await until_made(world, expected)
    done.set()
    assert await second == 0
    made_jobs, dates = (
        await count(world, jobs),
        "SELECT count(DISTINCT date) FROM occurrences WHERE firm_id = $1",
    )
    assert made_jobs == await count(world, dates) in (expected, expected + 1)
    twice = (
        "SELECT count(*) FROM (SELECT job_id FROM tasks WHERE firm_id = $1 GROUP BY 1 HAVING count(*) > 1) x"
    )
    assert await count(world, twice) == 0
    assert await count(world, "SELECT count(*) FROM tasks WHERE firm_id = $1") >= expected


@pytest.mark.slow
@pytest.mark.parametrize(
    "point", ["schedules.before_commit", "schedules.after_commit", "deliver.after_claim"]
)
async def test_a_client_is_reminded_once(
    point: str, world: World, working: Working, database_url: str
) -> None:
    mail = automation("send_email", subject="Hello", body="We wait.", wait=True, reminders=1)
    pipeline = await world.pipeline(stage("A", mail), "B")
    for _ in range(3):
        await world.job(pipeline, await with_contact(world))
    await working.drain_all(world)
    await working.deliver_all(world)
    await update_firm({"test_clock_seconds": DAYS * 86_400}, world.uow(), world.context())
    environment = {**os.environ, "DATABASE_URL": database_url, "REDIS_URL": "", "SMTP_URL": ""}
    assert await relay_until({**environment, "TICKMARK_CRASH_AT": point}, asyncio.Event()) == -signal.SIGKILL
    await working.execute(
        world,
        "UPDATE effects SET lease_until = now() WHERE firm_id = $1 AND state = 'claimed'",
        world.firm.id,
    )
    done = asyncio.Event()
    second = asyncio.create_task(relay_until(environment, done))
    sent = "SELECT count(*) FROM effects WHERE firm_id = $1 AND state = 'delivered' AND key LIKE 'reminder:%'"
    for _ in range(300):
        if await count(world, sent) >= 3:
            break
        await asyncio.sleep(0.1)
    done.set()
    assert await second == 0
    assert await count(world, sent) == 3
    assert await count(world, "SELECT count(*) FROM effects WHERE firm_id = $1") == 6
    assert await count(world, "SELECT sum(reminders_sent) FROM items WHERE firm_id = $1") == 3
