"""A job knows from when on it is over its stage's time limit, and edits reach the jobs that are there (§3, §2)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from domain.automations import plan_times
from domain.automations.plan_times import AT_ONCE_NOW, SWITCHED_OFF
from domain.automations.registry import CATALOGUE
from domain.automations.timed_runs import REMOVED
from domain.automations.undo_move import undo_move
from domain.firms.manage_members import update_firm
from domain.jobs.create_jobs import CreateJobs, create_jobs
from domain.jobs.model import Job, JobStatus
from domain.jobs.move_job import MoveJob, move_job
from domain.jobs.remove_stage import remove_stage
from domain.jobs.restore_revision import RestoreRevision, restore_revision
from domain.jobs.set_job_status import set_job_status
from domain.pipelines.edit_pipeline import delete_pipeline
from domain.pipelines.edit_stages import update_stage
from domain.pipelines.model import Pipeline
from domain.pipelines.set_automations import set_stage_automations
from domain.pipelines.specs import AutomationSpec, StageSpec
from domain.pipelines.trigger import Trigger
from domain.tasks.update_task import update_task
from tests.builders import World, automation, stage
from tests.integration.jobs.test_timed_runs import one_run, pass_time, timed, to

FRIDAY = datetime(2026, 3, 6, 15, tzinfo=UTC)  # ten in New York


def limited(name: str, amount: int, unit: str = "days", *automations: AutomationSpec) -> StageSpec:
    return StageSpec(name=name, limit_amount=amount, limit_unit=unit, automations=automations)


async def stored(world: World, job: Job) -> Job:
    async with world.uow() as uow:
        return await uow.jobs.get(job.id)


async def events(world: World, type_: str) -> int:
    async with world.database.reading(world.firm.id) as reading:
        count: int = await reading.driver.fetchval(
            "SELECT count(*) FROM events WHERE firm_id = $1 AND type = $2", world.firm.id, type_
        )
    return count


async def test_business_days_pass_over_the_weekend_and_the_firms_days_off(world: World) -> None:
    await update_firm({"days_off": [{"date": "2026-03-10", "name": "Outing"}]}, world.uow(), world.context())
    pipeline = await world.pipeline(limited("A", 2, "business_days"), limited("B", 2), "C")
    at = replace(world.context(), now=FRIDAY)
    command = CreateJobs(pipeline_id=pipeline.id, account_ids=((await world.account()).id,))
    [job] = await create_jobs(command, world.uow(), at)
    # Monday counts, Tuesday is off; meanwhile the clocks went forward.
    assert job.limit_at == datetime(2026, 3, 11, 14, tzinfo=UTC)
    moved = await move_job(MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id), world.uow(), at)
    assert moved.job.limit_at == datetime(2026, 3, 8, 14, tzinfo=UTC)
    await undo_move(job.id, world.uow(), at)
    assert (await stored(world, job)).limit_at == datetime(2026, 3, 11, 14, tzinfo=UTC)
    moved = await move_job(MoveJob(job_id=job.id, stage_id=pipeline.stages[2].id), world.uow(), at)
    assert moved.job.limit_at is None


async def test_jobs_of_a_removed_stage_have_the_limit_of_where_they_go(world: World) -> None:
    pipeline = await world.pipeline("A", limited("B", 3))
    job = await world.job(pipeline)
    await remove_stage(pipeline.stages[0].id, pipeline.stages[1].id, world.uow(), world.context())
    there = await stored(world, job)
    assert there.limit_at is not None
    assert there.limit_at - there.entered_stage_at >= timedelta(days=3) - timedelta(hours=1)


async def test_a_changed_limit_reaches_the_jobs_that_are_there_some_at_a_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_times, "AT_A_TIME", 2)
    pipeline = await world.pipeline("A", "B")
    jobs = [await world.job(pipeline) for _ in range(5)]
    archived = await world.job(pipeline)
    await set_job_status(archived.id, JobStatus.ARCHIVED, world.uow(), world.context())
    elsewhere = await to(world, jobs[4], pipeline, 1)
    await world.drain()
    versions = [(await stored(world, job)).version for job in jobs]
    await update_stage(
        pipeline.stages[0].id,
        {"limit_amount": 2, "limit_unit": "days"},
        world.uow(),
        world.context(),
    )
    await world.drain()
    for job in jobs[:4]:
        limit_at = (await stored(world, job)).limit_at
        assert limit_at is not None
        assert timedelta(hours=47) <= limit_at - job.entered_stage_at <= timedelta(hours=49)
    assert (await stored(world, elsewhere)).limit_at is None
    assert [(await stored(world, job)).version for job in jobs] == versions
    assert await events(world, "replan.continued") == 2
    assert await events(world, "replan.finished") == 1
    assert (await stored(world, archived)).limit_at is None
    await set_job_status(archived.id, JobStatus.ACTIVE, world.uow(), world.context())
    assert (await stored(world, archived)).limit_at is not None


async def test_nothing_is_told_when_no_limit_changed(world: World) -> None:
    pipeline = await world.pipeline(limited("A", 2), "B")
    await world.job(pipeline)
    await update_stage(pipeline.stages[0].id, {"name": "First"}, world.uow(), world.context())
    await world.drain()
    assert await events(world, "replan.finished") == 0


async def test_the_firms_calendar_moves_limits_and_what_waits_for_them(world: World) -> None:
    at_limit = timed(Trigger("limit_passed"))
    pipeline = await world.pipeline(limited("A", 5, "business_days", at_limit), "B")
    job = await world.job(pipeline)
    await world.drain()
    await world.pipeline("No jobs")
    gone = await world.pipeline("Deleted")
    await delete_pipeline(gone.id, world.uow(), world.context())
    before = (await stored(world, job)).limit_at
    assert before == (await one_run(world, job.visit_id)).due_at
    assert before is not None
    day = before.astimezone(ZoneInfo(world.firm.time_zone)).date()
    days_off = [{"date": day.isoformat(), "name": "Closed"}]
    await update_firm({"days_off": days_off}, world.uow(), world.context())
    await world.drain()
    after = (await stored(world, job)).limit_at
    assert after is not None
    assert after > before
    assert (await one_run(world, job.visit_id)).due_at == after
    await update_firm({"name": "Other & Co"}, world.uow(), world.context())
    heard = await events(world, "replan.continued")
    await world.drain()
    assert await events(world, "replan.continued") == heard


async def edit(world: World, pipeline: Pipeline, *specs: AutomationSpec) -> None:
    await set_stage_automations(pipeline.stages[0].id, specs, CATALOGUE, world.uow(), world.context())
    await world.drain()


async def state_of(world: World, visit_id: UUID) -> tuple[str, str | None]:
    run = await one_run(world, visit_id)
    return run.state, run.reason


async def test_a_changed_trigger_is_the_one_that_waiting_jobs_wait_for(world: World) -> None:
    pipeline = await world.pipeline(stage("A", timed(Trigger("after", 5, "days"))), "B")
    job = await world.job(pipeline)
    await world.drain()
    sooner = replace(timed(), id=pipeline.automations[0].id)
    await edit(world, pipeline, sooner, timed(title="New ones don't fire"))
    run = await one_run(world, job.visit_id)
    assert run.reason == "Waits for its time: 1 day after it began."
    assert await pass_time(world, hours=25) == 1


async def test_a_limit_that_is_changed_or_gone_is_what_waiting_runs_wait_for(world: World) -> None:
    pipeline = await world.pipeline(limited("A", 5, "days", timed(Trigger("limit_passed"))), "B")
    job = await world.job(pipeline)
    await world.drain()
    stage_id = pipeline.stages[0].id
    await update_stage(stage_id, {"limit_amount": 1}, world.uow(), world.context())
    await world.drain()
    assert (await one_run(world, job.visit_id)).due_at == (await stored(world, job)).limit_at
    await update_stage(stage_id, {"limit_amount": None}, world.uow(), world.context())
    await world.drain()
    assert await state_of(world, job.visit_id) == ("skipped", "The stage has no time limit.")


@pytest.mark.parametrize("how", ["removed", "off", "entered"])
async def test_what_an_edit_takes_back_the_next_one_can_give_again(world: World, how: str) -> None:
    pipeline = await world.pipeline(stage("A", timed(), timed(Trigger("after", 9, "days"))), "B")
    job = await world.job(pipeline)
    await world.drain()
    first, second = (replace(timed(), id=one.id) for one in pipeline.automations)
    second = replace(second, trigger=Trigger("after", 9, "days"))
    edits = {
        "off": (replace(first, enabled=False), SWITCHED_OFF),
        "entered": (replace(first, trigger=Trigger()), AT_ONCE_NOW),
    }
    if how == "removed":
        await edit(world, pipeline, second)
        async with world.uow() as uow:
            states = {
                run.automation_id: (run.state, run.reason) for run in await uow.runs.of_visit(job.visit_id)
            }
        assert first.id is not None
        assert states[first.id] == ("cancelled", REMOVED)
        restore = RestoreRevision(pipeline_id=pipeline.id, number=1, jobs_to={})
        await restore_revision(restore, CATALOGUE, world.uow(), world.context())
        await world.drain()
        async with world.uow() as uow:
            assert {run.state for run in await uow.runs.of_visit(job.visit_id)} == {"waiting"}
        return
    changed, reason = edits[how]
    for late in (False, True):
        await edit(world, pipeline, changed, second)
        async with world.uow() as uow:
            runs = {run.automation_id: run for run in await uow.runs.of_visit(job.visit_id)}
        assert first.id is not None
        assert (runs[first.id].state, runs[first.id].reason) == ("cancelled", reason)
        back = replace(first, trigger=Trigger("after", 1, "hours")) if late else first
        await edit(world, pipeline, changed, replace(second, trigger=Trigger("after", 8, "days")))
        if late:
            await past(world, job, hours=2)
        await edit(world, pipeline, back, second)
        async with world.uow() as uow:
            runs = {run.automation_id: run for run in await uow.runs.of_visit(job.visit_id)}
        # Nobody wants what was off for a month to be sent to everybody at once.
        assert runs[first.id].state == ("cancelled" if late else "waiting")


async def past(world: World, job: Job, **span: int) -> None:
    """The job's stay began so much earlier."""
    async with world.database.writing(world.firm.id) as writing:
        await writing.driver.execute(
            "UPDATE visits SET entered_at = entered_at - $3::interval WHERE firm_id = $1 AND id = $2",
            world.firm.id,
            job.visit_id,
            timedelta(**span),
        )


async def test_a_run_whose_time_has_come_is_left_alone(world: World) -> None:
    pipeline = await world.pipeline(stage("A", timed()), "B")
    job = await world.job(pipeline)
    await world.drain()
    async with world.uow() as uow:
        [run] = await uow.runs.of_visit(job.visit_id)
        run.due_at = world.context().now - timedelta(minutes=1)
        await uow.commit()
    due_at = (await one_run(world, job.visit_id)).due_at
    await edit(world, pipeline, replace(timed(Trigger("after", 9, "days")), id=pipeline.automations[0].id))
    assert (await one_run(world, job.visit_id)).due_at == due_at


async def test_a_job_that_only_a_removed_automation_held_moves_on(world: World) -> None:
    now = automation("create_task", title="Now")
    pipeline = await world.pipeline(stage("A", now, timed(), automove=True), "B")
    job = await world.job(pipeline)
    await world.drain()
    async with world.uow() as uow:
        [task] = await uow.tasks.open_of_job(job.id)
    await update_task(task.id, {"status": "completed"}, world.uow(), world.context())
    await world.drain()
    assert (await stored(world, job)).stage_id == pipeline.stages[0].id
    await edit(world, pipeline, replace(now, id=pipeline.automations[0].id))
    async with world.uow() as uow:
        runs = await uow.runs.of_visit(job.visit_id)
    assert [run.state for run in runs] == ["succeeded", "cancelled"]
    assert (await stored(world, job)).stage_id == pipeline.stages[1].id
