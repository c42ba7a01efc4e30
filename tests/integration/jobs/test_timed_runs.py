"""Automations that wait for a time: planned, carried out once, cancelled when the job leaves (§6, trigger c)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from domain.automations.preview_move import preview_move
from domain.automations.registry import CATALOGUE
from domain.automations.run import Run
from domain.automations.timed_runs import LEFT, fire_due
from domain.automations.undo_move import undo_move
from domain.firms.manage_members import update_firm
from domain.jobs.model import Job, JobStatus
from domain.jobs.move_job import MoveJob, move_job
from domain.jobs.set_job_status import set_job_status
from domain.jobs.update_job import update_job
from domain.pipelines.conditions import Condition
from domain.pipelines.model import Pipeline
from domain.pipelines.set_automations import set_stage_automations
from domain.pipelines.specs import AutomationSpec, CustomStatusSpec, StageSpec
from domain.pipelines.trigger import Trigger
from domain.shared.context import SYSTEM
from domain.tasks.update_task import update_task
from persistence.database import RELAY_ROLE, Database
from persistence.queue import firms_due
from tests.builders import World, automation, stage
from tests.integration.jobs.test_custom_statuses import give, made
from tests.integration.jobs.test_move_and_automove import runs_of, tasks_of
from workers.schedules import Schedules

DAY_LATER = Trigger("after", 1, "days")


def timed(trigger: Trigger = DAY_LATER, title: str = "Remind", **more: object) -> AutomationSpec:
    return replace(automation("create_task", title=title), trigger=trigger, **more)  # type: ignore[arg-type]


async def pass_time(world: World, **span: int) -> int:
    """Let the clock of the firm stand so much later, and do what is due then; tells how much was."""
    context = replace(world.context(SYSTEM), now=datetime.now(UTC) + timedelta(**span))
    async with world.uow() as uow:
        fired = await fire_due(uow, context)
        await uow.commit()
    await world.drain()
    return fired


async def one_run(world: World, visit_id: UUID) -> Run:
    async with world.uow() as uow:
        [run] = await uow.runs.of_visit(visit_id)
    return run


async def to(world: World, job: Job, pipeline: Pipeline, place: int) -> Job:
    command = MoveJob(job_id=job.id, stage_id=pipeline.stages[place].id)
    return (await move_job(command, world.uow(), world.context())).job


async def test_a_timed_automation_waits_where_it_is_seen_and_runs_once_when_its_time_comes(
    world: World,
) -> None:
    pipeline = await world.pipeline(stage("A", timed()), "B")
    job = await world.job(pipeline)
    await world.drain()
    run = await one_run(world, job.visit_id)
    assert run.due_at is not None
    assert (run.state, run.reason) == ("waiting", "Waits for its time: 1 day after it began.")
    assert await pass_time(world, hours=23) == 0
    assert await pass_time(world, hours=25) == 1
    assert await pass_time(world, hours=25) == 0
    assert await runs_of(world, job.id) == [("create_task", "succeeded")]
    assert len(await tasks_of(world, job.id)) == 1


async def test_it_holds_automove_until_it_has_run(world: World) -> None:
    pipeline = await world.pipeline(
        stage("A", automation("create_task", title="Now"), timed(), automove=True), "B"
    )
    job = await world.job(pipeline)
    await world.drain()
    for title in ("Now", "Remind"):
        async with world.uow() as uow:
            assert (await uow.jobs.get(job.id)).stage_id == pipeline.stages[0].id
            [task] = [t for t in await uow.tasks.open_of_job(job.id) if t.title == title]
        await update_task(task.id, {"status": "completed"}, world.uow(), world.context())
        await world.drain()
        await pass_time(world, hours=25)
    async with world.uow() as uow:
        assert (await uow.jobs.get(job.id)).stage_id == pipeline.stages[1].id


async def test_leaving_cancels_what_waits_and_says_so_and_undo_lets_it_wait_again(world: World) -> None:
    pipeline = await world.pipeline(stage("A", timed()), "B", "C")
    job = await world.job(pipeline)
    await world.drain()
    first = job.visit_id
    await to(world, job, pipeline, 1)
    await world.drain()
    left = await one_run(world, first)
    assert (left.state, left.reason) == ("cancelled", LEFT)
    await undo_move(job.id, world.uow(), world.context())
    await world.drain()
    assert (await one_run(world, first)).state == "waiting"
    assert await pass_time(world, hours=25) == 1
    assert len(await tasks_of(world, job.id)) == 1


async def test_a_job_that_left_a_moment_before_gets_nothing(world: World) -> None:
    pipeline = await world.pipeline(stage("A", timed()), "B", "C")
    job = await world.job(pipeline)
    await world.drain()
    first = job.visit_id
    async with world.uow() as uow:
        later = replace(world.context(SYSTEM), now=datetime.now(UTC) + timedelta(hours=25))
        assert await fire_due(uow, later) == 1
        await uow.commit()
    await to(world, job, pipeline, 1)
    await world.drain()
    assert (await one_run(world, first)).reason == LEFT
    assert await tasks_of(world, job.id) == []


@pytest.mark.parametrize(("status", "why"), [("archived", "archived"), ("completed", "completed")])
async def test_nothing_runs_for_a_job_that_is_over(world: World, status: str, why: str) -> None:
    pipeline = await world.pipeline(stage("A", timed()), "B")
    job = await world.job(pipeline)
    await world.drain()
    await set_job_status(job.id, JobStatus(status), world.uow(), world.context())
    await world.drain()
    await pass_time(world, hours=25)
    run = await one_run(world, job.visit_id)
    assert (run.state, run.reason) == ("cancelled", f"The job is {why}.")


async def test_its_conditions_are_judged_when_its_time_comes(world: World) -> None:
    urgent = Condition("priority", values=("urgent",))
    pipeline = await world.pipeline(
        stage(
            "A",
            timed(conditions=(urgent,)),
            timed(Trigger("after", 2, "days"), "Later", conditions=(urgent,)),
        ),
        "B",
    )
    job = await world.job(pipeline)
    await world.drain()
    await pass_time(world, hours=25)
    await update_job(job.id, {"priority": "urgent"}, world.uow(), world.context())
    await pass_time(world, hours=49)
    assert sorted(await runs_of(world, job.id)) == [("create_task", "skipped"), ("create_task", "succeeded")]
    assert [task.title for task in await tasks_of(world, job.id)] == ["Later"]


async def test_a_new_due_date_gives_a_new_time(world: World) -> None:
    pipeline = await world.pipeline(stage("A", timed(Trigger("due_date", -3)), timed()), "B")
    job = await world.job(pipeline)
    await world.drain()

    async def planned() -> list[tuple[str, str | None]]:
        async with world.uow() as uow:
            runs = await uow.runs.of_visit(job.visit_id)
        return [(run.state, run.due_at.date().isoformat() if run.due_at else None) for run in runs]

    day = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    assert await planned() == [("waiting", None), ("waiting", day)]
    for due, expected in ((date(2030, 4, 15), "2030-04-12"), (date(2030, 5, 15), "2030-05-12")):
        await update_job(job.id, {"due_date": due}, world.uow(), world.context())
        await world.drain()
        assert await planned() == [("waiting", expected), ("waiting", day)]
    await update_job(job.id, {"due_date": date(2020, 1, 1)}, world.uow(), world.context())
    await world.drain()
    assert (await planned())[0][0] == "skipped"


async def test_a_time_that_was_put_off_at_the_last_moment_is_waited_for(world: World) -> None:
    pipeline = await world.pipeline(stage("A", timed(Trigger("due_date", 0))), "B")
    job = await world.job(pipeline)
    await update_job(job.id, {"due_date": date(2030, 4, 15)}, world.uow(), world.context())
    await world.drain()
    async with world.uow() as uow:
        then = replace(world.context(SYSTEM), now=datetime(2030, 4, 16, tzinfo=UTC))
        assert await fire_due(uow, then) == 1
        await uow.commit()
    async with world.uow() as uow:  # as if the change were heard before the clock's event
        [run] = await uow.runs.of_visit(job.visit_id)
        run.due_at = datetime(2030, 5, 15, tzinfo=UTC)
        await uow.commit()
    await world.drain()
    assert await tasks_of(world, job.id) == []


async def test_what_was_removed_or_switched_off_meanwhile_does_not_run(world: World) -> None:
    pipeline = await world.pipeline(stage("A", timed(), timed(title="Off")), "B", "C")
    job = await world.job(pipeline)
    await world.drain()
    [_, off] = pipeline.automations
    await set_stage_automations(
        pipeline.stages[0].id,
        (timed(title="Off", id=off.id, enabled=False),),
        CATALOGUE,
        world.uow(),
        world.context(),
    )
    await pass_time(world, hours=25)
    async with world.uow() as uow:
        told = {(run.state, run.reason) for run in await uow.runs.of_visit(job.visit_id)}
    assert told == {("cancelled", "The automation was removed."), ("skipped", "It is switched off.")}
    await to(world, job, pipeline, 1)
    await world.drain()
    await undo_move(job.id, world.uow(), world.context())
    async with world.uow() as uow:
        assert {(run.state, run.reason) for run in await uow.runs.of_visit(job.visit_id)} == told


async def test_what_the_mover_left_out_is_not_planned_and_the_preview_tells_the_time(world: World) -> None:
    pipeline = await world.pipeline("A", stage("B", timed()), "C")
    job = await world.job(pipeline)
    command = MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id)
    [turn] = (await preview_move(command, world.uow(), world.context())).plan
    assert turn.view()["outcome"] == "planned"
    assert turn.view()["due_at"] is not None
    left_out = replace(command, skip_automations=(pipeline.automations[0].id,))
    [turn] = (await preview_move(left_out, world.uow(), world.context())).plan
    assert (turn.view()["outcome"], turn.reason) == ("skipped", "The mover left it out.")
    await move_job(left_out, world.uow(), world.context())
    await world.drain()
    assert await runs_of(world, job.id) == [("create_task", "skipped")]


async def test_a_status_has_its_timed_automations_too(world: World) -> None:
    status = CustomStatusSpec(name="On hold", automations=(timed(),))
    pipeline = await made(world, StageSpec(name="A"), statuses=(status,))
    job = await world.job(pipeline)
    given = await give(world, job, pipeline)
    await world.drain()
    await set_job_status(job.id, JobStatus.ACTIVE, world.uow(), world.context())
    await world.drain()
    assert (await one_run(world, given.status_visit_id)).reason == LEFT  # type: ignore[arg-type]
    await give(world, job, pipeline)
    await world.drain()
    assert await pass_time(world, hours=25) == 1
    assert len(await tasks_of(world, job.id)) == 1


async def test_business_days_know_the_firms_holidays_and_its_own_days(world: World) -> None:
    days_off = [{"date": "2026-11-27", "name": "Bridge day"}]
    await update_firm({"holidays": "US-NY", "days_off": days_off}, world.uow(), world.context())
    async with world.uow() as uow:
        calendar = await uow.firms.calendar()
    assert calendar.holiday(date(2026, 11, 26)) == "Thanksgiving Day"
    assert calendar.holiday(date(2026, 11, 27)) == "Bridge day"
    assert calendar.after(date(2026, 11, 25), 1, "business_days") == date(2026, 11, 30)


async def test_the_clock_fires_for_each_firm_by_its_own_time(world: World, database_url: str) -> None:
    pipeline = await world.pipeline(stage("A", timed()), "B")
    job = await world.job(pipeline)
    await world.drain()
    watching = Database(database_url, role=RELAY_ROLE, pool_size=1, name="test relay")
    schedules = Schedules(watching, world.database)
    assert world.firm.id not in dict(await firms_due(watching))
    await update_firm({"test_clock_seconds": 90_000}, world.uow(), world.context())
    assert dict(await firms_due(watching))[world.firm.id] == timedelta(seconds=90_000)
    await schedules.look()
    await world.drain()
    assert len(await tasks_of(world, job.id)) == 1
    assert world.firm.id not in dict(await firms_due(watching))
    await watching.close()
