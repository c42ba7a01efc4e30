from uuid import uuid4

import pytest

from domain.automations.move_with_plan import move_with_plan
from domain.automations.undo_move import undo_move
from domain.jobs.move_job import MoveJob, move_job
from domain.pipelines.conditions import Condition
from domain.pipelines.specs import AutomationSpec
from domain.shared.errors import NotFound, StaleVersion
from domain.tasks.model import Task
from domain.tasks.update_task import update_task
from tests.builders import World, automation, stage


async def tasks_of(world: World, job_id: object) -> list[Task]:
    async with world.uow() as uow:
        rows = await uow.transaction.driver.fetch(
            "SELECT id FROM tasks WHERE job_id = $1 AND deleted_at IS NULL ORDER BY id", job_id
        )
        return [await uow.tasks.get(row["id"]) for row in rows]


async def runs_of(world: World, job_id: object) -> list[tuple[str, str]]:
    async with world.database.reading(world.firm.id) as reading:
        rows = await reading.driver.fetch(
            "SELECT action, state FROM runs WHERE job_id = $1 ORDER BY created_at, id", job_id
        )
        return [(row["action"], row["state"]) for row in rows]


async def test_completing_the_task_of_a_stage_moves_the_job_on(world: World) -> None:
    pipeline = await world.pipeline(
        "Collect", stage("Prepare", automation("create_task", title="Prepare it"), automove=True), "Done"
    )
    job = await world.job(pipeline)
    await world.drain()
    moved = await move_with_plan(
        MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id), world.uow(), world.context()
    )
    assert [turn.runs for turn in moved.plan] == [True]
    await world.drain()
    [task] = await tasks_of(world, job.id)
    assert task.title == "Prepare it"
    await update_task(task.id, {"status": "completed"}, world.uow(), world.context())
    await world.drain()
    async with world.uow() as uow:
        at_hand = await uow.jobs.at_hand(job.id)
    assert at_hand.job.stage_id == pipeline.stages[2].id
    assert at_hand.visit.reason == "automove"


async def test_a_stale_version_is_refused_and_changes_nothing(world: World) -> None:
    pipeline = await world.pipeline("A", "B")
    job = await world.job(pipeline)
    with pytest.raises(StaleVersion):
        await move_job(
            MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id, expected_version=99),
            world.uow(),
            world.context(),
        )
    async with world.uow() as uow:
        assert (await uow.jobs.get(job.id)).stage_id == pipeline.stages[0].id


async def test_a_job_that_does_not_exist_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        await move_job(MoveJob(job_id=uuid4(), stage_id=uuid4()), world.uow(), world.context())


async def test_a_tag_set_by_an_earlier_automation_counts_for_a_later_one(world: World) -> None:
    tag = await world.tag("Extension")
    needs_tag = Condition("account_tags", "all_of", (tag.id,))
    pipeline = await world.pipeline(
        "A",
        stage(
            "B",
            AutomationSpec(action="create_task", settings={"title": "too early"}, conditions=(needs_tag,)),
            automation("update_account_tags", add=[str(tag.id)]),
            AutomationSpec(action="create_task", settings={"title": "File 4868"}, conditions=(needs_tag,)),
        ),
        "C",
    )
    job = await world.job(pipeline)
    moved = await move_with_plan(
        MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id), world.uow(), world.context()
    )
    assert [turn.runs for turn in moved.plan] == [False, True, True]
    await world.drain()
    assert await runs_of(world, job.id) == [
        ("create_task", "skipped"),
        ("update_account_tags", "succeeded"),
        ("create_task", "succeeded"),
    ]


async def test_undo_within_the_hold_takes_back_everything(world: World) -> None:
    tag = await world.tag("Extension")
    pipeline = await world.pipeline(
        "A",
        stage(
            "B",
            automation("create_task", title="Review"),
            automation("update_account_tags", add=[str(tag.id)]),
            automation("update_job", priority="urgent"),
        ),
        "C",
    )
    account = await world.account()
    job = await world.job(pipeline, account)
    moved = await move_with_plan(
        MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id), world.uow(), world.context()
    )
    assert moved.undo_until is not None
    await world.drain()
    assert len(await tasks_of(world, job.id)) == 1
    back = await undo_move(job.id, world.uow(), world.context())
    assert back.stage_id == pipeline.stages[0].id
    assert back.priority == "medium"
    assert await tasks_of(world, job.id) == []
    async with world.uow() as uow:
        assert (await uow.accounts.get(account.id)).tag_ids == []
        assert (await uow.jobs.at_hand(job.id)).visit.reason == "created"
    assert {state for _, state in await runs_of(world, job.id)} == {"cancelled"}
