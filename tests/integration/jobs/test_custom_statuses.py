"""Custom job statuses: their own automations, items and way back; they suspend the stage's automove (§4, §6, §7.1)."""

from dataclasses import replace
from uuid import UUID

import pytest

from domain.automations.actions.update_job import UpdateJob, check
from domain.automations.registry import CATALOGUE
from domain.automations.retry_run import retry_run
from domain.automations.run import RunState
from domain.automations.undo_move import undo_move
from domain.jobs.link_item import link_task
from domain.jobs.model import Job, JobStatus
from domain.jobs.move_job import MoveJob, move_job
from domain.jobs.remove_status import remove_status
from domain.jobs.set_job_status import set_job_status
from domain.pipelines.create_pipeline import CreatePipeline, create_pipeline
from domain.pipelines.edit_pipeline import copy_pipeline
from domain.pipelines.edit_stages import update_stage
from domain.pipelines.edit_statuses import add_status, update_status
from domain.pipelines.model import Pipeline
from domain.pipelines.requirements import Requirement, WipLimit
from domain.pipelines.set_automations import set_status_automations
from domain.pipelines.specs import CustomStatusSpec, StageSpec
from domain.shared.errors import Conflict, Invalid, NotFound, RuleViolation
from domain.shared.rights import Rights
from domain.tasks.create_task import CreateTask, create_task
from domain.tasks.update_task import update_task
from persistence.ids import new_id
from tests.builders import World, automation, stage
from tests.integration.jobs.test_move_and_automove import runs_of, tasks_of

ASK = automation("create_task", title="Ask the client")
MISSING = CustomStatusSpec(name="Missing information", automove=True, automations=(ASK,))
ON_HOLD = CustomStatusSpec(name="On hold")
WORK = stage("A", automation("create_task", title="Work"), automove=True)


async def made(
    world: World, *stages: StageSpec, statuses: tuple[CustomStatusSpec, ...] = (MISSING, ON_HOLD)
) -> Pipeline:
    command = CreatePipeline(
        name=f"With statuses {new_id()}",
        stages=(*stages, StageSpec(name="B"), StageSpec(name="C")),
        statuses=statuses,
    )
    return await create_pipeline(command, CATALOGUE, world.uow(), world.context())


async def give(world: World, job: Job, pipeline: Pipeline, number: int = 0) -> Job:
    wanted = pipeline.statuses[number].id
    return await set_job_status(job.id, JobStatus.CUSTOM, world.uow(), world.context(), status_id=wanted)


async def now(world: World, job: Job) -> Job:
    async with world.uow() as uow:
        return await uow.jobs.get(job.id)


async def finish(world: World, title: str, status: str = "completed") -> None:
    """Complete the task of this title."""
    async with world.database.reading(world.firm.id) as reading:
        task_id = await reading.driver.fetchval(
            "SELECT id FROM tasks WHERE firm_id = $1 AND title = $2", world.firm.id, title
        )
    await update_task(UUID(str(task_id)), {"status": status}, world.uow(), world.context())
    await world.drain()


async def test_a_status_runs_its_own_automations_and_ends_when_its_items_are_done(world: World) -> None:
    pipeline = await made(world, WORK)
    job = await world.job(pipeline)
    await world.drain()
    await give(world, job, pipeline)
    await world.drain()
    assert sorted(task.title for task in await tasks_of(world, job.id)) == ["Ask the client", "Work"]
    await finish(world, "Ask the client")
    back = await now(world, job)
    assert (back.status, back.status_id, back.status_visit_id) == (JobStatus.ACTIVE, None, None)
    assert back.stage_id == pipeline.stages[0].id


async def test_it_suspends_automove_of_the_stage_which_is_judged_again_after_it(world: World) -> None:
    pipeline = await made(world, WORK)
    job = await world.job(pipeline)
    await world.drain()
    await give(world, job, pipeline)
    await world.drain()
    await finish(world, "Work")
    assert (await now(world, job)).stage_id == pipeline.stages[0].id
    await finish(world, "Ask the client")
    moved = await now(world, job)
    assert (moved.status, moved.stage_id) == (JobStatus.ACTIVE, pipeline.stages[1].id)


async def test_items_of_the_status_do_not_move_the_stage_nor_the_other_way_round(world: World) -> None:
    pipeline = await made(world, replace(WORK, automations=()), statuses=(replace(MISSING, automove=False),))
    job = await world.job(pipeline)
    await give(world, job, pipeline)
    await world.drain()
    await finish(world, "Ask the client")
    assert (await now(world, job)).status is JobStatus.CUSTOM
    await set_job_status(job.id, JobStatus.ACTIVE, world.uow(), world.context())
    await world.drain()
    assert (await now(world, job)).stage_id == pipeline.stages[0].id


async def test_a_status_with_automove_and_no_item_stays(world: World) -> None:
    pipeline = await made(world, WORK, statuses=(replace(MISSING, automations=()),))
    job = await world.job(pipeline)
    await give(world, job, pipeline)
    await world.drain()
    assert (await now(world, job)).status is JobStatus.CUSTOM


async def test_what_is_linked_by_hand_belongs_to_the_status_unless_said_otherwise(world: World) -> None:
    pipeline = await made(world, WORK, statuses=(replace(MISSING, automations=()),))
    job = await world.job(pipeline)
    first = await create_task(CreateTask(title="First"), world.uow(), world.context())
    with pytest.raises(RuleViolation) as refused:
        await link_task(job.id, first.id, world.uow(), world.context(), scope="status")
    assert refused.value.stable_code == "no_custom_status"
    given = await give(world, job, pipeline)
    await world.drain()
    ours = await link_task(job.id, first.id, world.uow(), world.context())
    second = await create_task(CreateTask(title="Second"), world.uow(), world.context())
    theirs = await link_task(job.id, second.id, world.uow(), world.context(), scope="stage")
    assert (ours.item.visit_id, theirs.item.visit_id) == (given.status_visit_id, given.visit_id)
    made_here = await create_task(CreateTask(title="Third", job_id=job.id), world.uow(), world.context())
    await finish(world, "First")
    assert (await now(world, job)).status is JobStatus.CUSTOM
    await update_task(made_here.id, {"status": "canceled"}, world.uow(), world.context())
    await world.drain()
    assert (await now(world, job)).status is JobStatus.ACTIVE


async def test_one_status_follows_another_and_completing_ends_it(world: World) -> None:
    pipeline = await made(world, WORK)
    job = await world.job(pipeline)
    first = await give(world, job, pipeline)
    assert (await give(world, job, pipeline)).status_visit_id == first.status_visit_id
    second = await give(world, job, pipeline, 1)
    async with world.uow() as uow:
        assert (await uow.visits.get(first.status_visit_id)).left_at is not None  # type: ignore[arg-type]
    assert second.status_visit_id != first.status_visit_id
    done = await set_job_status(job.id, JobStatus.COMPLETED, world.uow(), world.context())
    assert (done.status, done.status_id) == (JobStatus.COMPLETED, None)
    again = await give(world, job, pipeline)
    assert (again.status, again.completed_at) == (JobStatus.CUSTOM, None)


async def test_a_job_on_hold_moves_by_hand_and_stays_on_hold(world: World) -> None:
    pipeline = await made(world, WORK)
    job = await world.job(pipeline)
    await give(world, job, pipeline, 1)
    command = MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id)
    moved = (await move_job(command, world.uow(), world.context())).job
    assert (moved.status_id, moved.stage_id) == (pipeline.statuses[1].id, pipeline.stages[1].id)


async def test_an_automation_gives_a_status_and_the_undo_takes_it_back_with_all_it_made(world: World) -> None:
    holds = automation("update_job", custom_status_id="Missing information")
    pipeline = await made(world, StageSpec(name="A"), stage("Hold", holds))
    job = await world.job(pipeline)
    await move_job(MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id), world.uow(), world.context())
    await world.drain()
    held = await now(world, job)
    assert held.status_id == pipeline.statuses[0].id
    assert await runs_of(world, job.id) == [("update_job", "succeeded"), ("create_task", "succeeded")]
    back = await undo_move(job.id, world.uow(), world.context())
    assert (back.status, back.status_id, back.stage_id) == (JobStatus.ACTIVE, None, pipeline.stages[0].id)
    assert await tasks_of(world, job.id) == []


async def test_the_first_visit_only_counts_for_a_status_too(world: World) -> None:
    from domain.pipelines.model import Repeat

    once = replace(MISSING, automations=(replace(ASK, repeat=Repeat.FIRST_VISIT),))
    pipeline = await made(world, StageSpec(name="A"), statuses=(once,))
    job = await world.job(pipeline)
    for _ in range(2):
        await give(world, job, pipeline)
        await set_job_status(job.id, JobStatus.ACTIVE, world.uow(), world.context())
        await world.drain()
    assert sorted(await runs_of(world, job.id)) == [("create_task", "skipped"), ("create_task", "succeeded")]


async def test_a_failed_run_of_the_status_holds_it_and_can_be_retried_while_it_lasts(world: World) -> None:
    mail = automation("send_email", subject="x", body="y")
    pipeline = await made(world, StageSpec(name="A"), statuses=(replace(MISSING, automations=(mail,)),))
    job = await world.job(pipeline)
    given = await give(world, job, pipeline)
    await world.drain()
    async with world.uow() as uow:
        [run] = await uow.runs.of_visit(given.status_visit_id)  # type: ignore[arg-type]
    assert run.state is RunState.FAILED
    assert (await retry_run(run.id, world.uow(), world.context())).state is RunState.WAITING
    await world.drain()
    await set_job_status(job.id, JobStatus.ACTIVE, world.uow(), world.context())
    with pytest.raises(RuleViolation) as refused:
        await retry_run(run.id, world.uow(), world.context())
    assert refused.value.stable_code == "job_has_moved_on"


async def test_a_removed_status_leaves_its_jobs_active_and_its_automations_gone(world: World) -> None:
    pipeline = await made(world, WORK)
    job, free = await world.job(pipeline), await world.job(pipeline)
    await give(world, job, pipeline)
    left = await remove_status(pipeline.statuses[0].id, world.uow(), world.context())
    assert [status.name for status in left.statuses] == ["On hold"]
    assert [a.settings["title"] for a in left.automations] == ["Work"]
    assert {(await now(world, one)).status for one in (job, free)} == {JobStatus.ACTIVE}


async def test_statuses_are_edited_and_their_names_are_their_own(world: World) -> None:
    pipeline = await made(world, WORK)
    added = await add_status(
        pipeline.id, CustomStatusSpec(name="Extended", color="teal"), CATALOGUE, world.uow(), world.context()
    )
    for taken in ("on HOLD", "Completed"):
        with pytest.raises(Conflict):
            await update_status(added.status.id, {"name": taken}, world.uow(), world.context())
    same = await update_status(added.status.id, {"name": "Extended"}, world.uow(), world.context())
    renamed = await update_status(
        added.status.id, {"name": "Later", "automove": True}, world.uow(), world.context()
    )
    assert renamed.revision == same.revision + 1
    changed = await set_status_automations(added.status.id, (ASK,), CATALOGUE, world.uow(), world.context())
    assert [a.status_id for a in changed.automations_of(added.status.id)] == [added.status.id]


async def test_nobody_edits_a_status_that_they_do_not_see(world: World) -> None:
    pipeline = await made(world, WORK)
    async with world.uow() as uow:
        (await uow.pipelines.locked(pipeline.id)).visible_to = [world.owner.id]
        await uow.commit()
    stranger = replace(
        world.context(), rights=Rights(member_id=new_id(), permissions=frozenset({"manage_pipelines"}))
    )
    status_id = pipeline.statuses[0].id
    with pytest.raises(NotFound):
        await update_status(status_id, {"name": "x"}, world.uow(), stranger)
    with pytest.raises(NotFound):
        await set_status_automations(status_id, (), CATALOGUE, world.uow(), stranger)
    with pytest.raises(NotFound):
        await remove_status(status_id, world.uow(), stranger)
    with pytest.raises(NotFound):
        await remove_status(new_id(), world.uow(), world.context())


async def test_a_custom_status_needs_its_id_and_must_be_of_the_pipeline(world: World) -> None:
    pipeline = await made(world, WORK)
    job = await world.job(pipeline)
    with pytest.raises(Invalid):
        await set_job_status(job.id, JobStatus.CUSTOM, world.uow(), world.context())
    with pytest.raises(NotFound):
        await set_job_status(job.id, JobStatus.CUSTOM, world.uow(), world.context(), status_id=new_id())
    assert [f.code for f in check(UpdateJob(status="active", custom_status_id="x"), pipeline)] == [
        "two_statuses"
    ]
    assert [f.code for f in check(UpdateJob(custom_status_id="x"), pipeline)] == ["status_not_found"]


async def test_a_copy_has_statuses_requirements_and_limits_and_points_to_its_own(world: World) -> None:
    holds = automation("update_job", custom_status_id="On hold")
    pipeline = await made(world, stage("A", holds))
    asks = {"requirements": [Requirement("field", "due_date")], "wip_limit": WipLimit(5)}
    await update_stage(pipeline.stages[1].id, asks, world.uow(), world.context())
    copy = await copy_pipeline(pipeline.id, CATALOGUE, world.uow(), world.context())
    assert [status.name for status in copy.statuses] == ["Missing information", "On hold"]
    assert [a.settings["title"] for a in copy.automations_of(copy.statuses[0].id)] == ["Ask the client"]
    assert copy.automations_of(copy.stages[0].id)[0].settings["custom_status_id"] == str(copy.statuses[1].id)
    assert (copy.stages[1].requirements, copy.stages[1].wip_limit) == (
        [Requirement("field", "due_date")],
        WipLimit(5),
    )
