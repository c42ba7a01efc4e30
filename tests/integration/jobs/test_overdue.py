"""What is overdue is told once for each due date, on the firm's own day; and who was added is told at once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from domain.firms.manage_members import update_firm
from domain.jobs.create_jobs import CreateJobs, create_jobs
from domain.jobs.model import Job, JobStatus
from domain.jobs.move_job import MoveJob, move_job
from domain.jobs.set_job_status import set_job_status
from domain.jobs.update_job import update_job
from domain.pipelines.specs import StageSpec
from domain.tasks.create_task import CreateTask, create_task
from domain.tasks.delete_task import delete_task
from domain.tasks.update_task import update_task
from persistence.database import RELAY_ROLE, Database
from persistence.queue import firms_overdue
from tests.builders import World
from tests.integration.jobs.test_requirements import an_employee
from workers.schedules import Schedules

EARLY, LATE = "Pacific/Kiritimati", "Pacific/Pago_Pago"  # at no instant do both have the same date


@pytest.fixture
async def watching(database_url: str) -> AsyncIterator[Database]:
    relay = Database(database_url, role=RELAY_ROLE, pool_size=2, name="test relay")
    yield relay
    await relay.close()


def day_in(zone: str) -> date:
    return datetime.now(UTC).astimezone(ZoneInfo(zone)).date()


async def told(world: World, type_: str = "job.overdue") -> list[tuple[UUID, dict[str, Any]]]:
    sql = "SELECT aggregate_id, data FROM events WHERE firm_id = $1 AND type = $2 ORDER BY position"
    async with world.database.reading(world.firm.id) as reading:
        rows = await reading.driver.fetch(sql, world.firm.id, type_)
    return [(row["aggregate_id"], row["data"]) for row in rows]


async def due(world: World, day: date) -> Job:
    job = await world.job(await world.pipeline("A", "B"))
    return await update_job(job.id, {"due_date": day}, world.uow(), world.context())


async def test_a_job_is_overdue_when_the_day_is_over_where_the_firm_is(
    world: World, watching: Database
) -> None:
    today = day_in(EARLY)
    job = await due(world, today - timedelta(days=1))
    for zone, many in ((LATE, 0), (EARLY, 1), (EARLY, 1)):
        await update_firm({"time_zone": zone}, world.uow(), world.context())
        await Schedules(watching, world.database).look()
        assert len(await told(world)) == many
    [(id_, data)] = await told(world)
    assert (id_, data["due_date"]) == (job.id, (today - timedelta(days=1)).isoformat())
    assert data["object"]["version"] == job.version + 1
    assert world.firm.id not in dict(await firms_overdue(watching))


async def test_each_due_date_is_told_once_and_only_while_the_job_is_active(
    world: World, watching: Database
) -> None:
    schedules = Schedules(watching, world.database)
    long_ago = date(2020, 2, 29)
    job, completed = await due(world, long_ago), await due(world, long_ago)
    await set_job_status(completed.id, JobStatus.COMPLETED, world.uow(), world.context())
    await schedules.look()
    await update_job(job.id, {"name": "Another"}, world.uow(), world.context())
    await set_job_status(job.id, JobStatus.ARCHIVED, world.uow(), world.context())
    await set_job_status(job.id, JobStatus.ACTIVE, world.uow(), world.context())
    await Schedules(watching, world.database).look()
    assert [id_ for id_, _ in await told(world)] == [job.id]
    await update_job(job.id, {"due_date": date(2020, 3, 1)}, world.uow(), world.context())
    await set_job_status(completed.id, JobStatus.ACTIVE, world.uow(), world.context())
    await Schedules(watching, world.database).look()
    assert sorted((str(id_), data["due_date"]) for id_, data in await told(world)) == sorted(
        [(str(job.id), "2020-02-29"), (str(job.id), "2020-03-01"), (str(completed.id), "2020-02-29")]
    )


async def test_a_stay_beyond_the_time_limit_of_its_stage_is_told_once_for_each_stay(
    world: World, watching: Database
) -> None:
    pipeline = await world.pipeline(StageSpec(name="A", limit_amount=1, limit_unit="days"), "B")
    job, done = await world.job(pipeline), await world.job(pipeline)
    await set_job_status(done.id, JobStatus.COMPLETED, world.uow(), world.context())
    await Schedules(watching, world.database).look()
    assert await told(world, "job.stage_overdue") == []
    stays = []
    for turn in range(2):
        async with world.uow() as uow:
            stays.append(str((await uow.jobs.get(job.id)).visit_id))
        await update_firm({"test_clock_seconds": (turn + 1) * 30 * 3600}, world.uow(), world.context())
        for _ in range(2):
            await Schedules(watching, world.database).look()
        seen = await told(world, "job.stage_overdue")
        assert [(id_, data["visit_id"]) for id_, data in seen] == [(job.id, stay) for stay in stays]
        later = replace(world.context(), now=world.context().now + timedelta(hours=(turn + 1) * 30))
        for stage in reversed(pipeline.stages):
            await move_job(MoveJob(job_id=job.id, stage_id=stage.id), world.uow(), later)
    assert seen[0][1]["stage_id"] == str(pipeline.stages[0].id)
    assert world.firm.id not in dict(await firms_overdue(watching))


async def test_two_that_look_at_once_tell_it_once(world: World, watching: Database) -> None:
    jobs = [await due(world, date(2021, 1, day)) for day in range(1, 6)]
    await asyncio.gather(*(Schedules(watching, world.database).look() for _ in range(3)))
    await Schedules(watching, world.database).look()
    assert sorted(id_ for id_, _ in await told(world)) == sorted(job.id for job in jobs)


async def test_an_open_task_is_overdue_too(world: World, watching: Database) -> None:
    await update_firm({"time_zone": "UTC"}, world.uow(), world.context())
    yesterday = day_in("UTC") - timedelta(days=1)
    ids = []
    for title in ("Open", "Done", "Gone", "Later"):
        day = yesterday + timedelta(days=3) if title == "Later" else yesterday
        task = await create_task(CreateTask(title=title, due_date=day), world.uow(), world.context())
        ids.append(task.id)
    await update_task(ids[1], {"status": "completed"}, world.uow(), world.context())
    await delete_task(ids[2], world.uow(), world.context())
    await Schedules(watching, world.database).look()
    assert [id_ for id_, _ in await told(world, "task.overdue")] == ids[:1]
    await update_firm({"test_clock_seconds": 4 * 24 * 3600}, world.uow(), world.context())
    await Schedules(watching, world.database).look()
    assert [id_ for id_, _ in await told(world, "task.overdue")] == [ids[0], ids[3]]


async def test_who_was_added_is_told(world: World) -> None:
    account = await world.account()
    other = (await an_employee(world, account)).actor.id
    assert other is not None
    pipeline = await world.pipeline("A")
    command = CreateJobs(pipeline_id=pipeline.id, account_ids=(account.id,), assignee_ids=(world.owner.id,))
    [job] = await create_jobs(command, world.uow(), world.context())
    await world.job(pipeline)
    for people in ([world.owner.id, other], [other], [world.owner.id, other], []):
        await update_job(job.id, {"assignee_ids": people}, world.uow(), world.context())
    assert [data["added"] for _, data in await told(world, "job.assigned")] == [
        [str(world.owner.id)],
        [str(other)],
        [str(world.owner.id)],
    ]
    task = await create_task(CreateTask(title="T", assignee_ids=(other,)), world.uow(), world.context())
    await update_task(task.id, {"assignee_ids": [other, world.owner.id]}, world.uow(), world.context())
    await update_task(task.id, {"title": "U"}, world.uow(), world.context())
    added = [data["added"] for _, data in await told(world, "task.assigned")]
    assert added == [[str(other)], [str(world.owner.id)]]
