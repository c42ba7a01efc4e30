"""A task reopened when its job has moved on: those who have to know are told once, it shows on the job, nothing moves."""

from typing import Any

import orjson

from domain.jobs.update_job import update_job
from domain.pipelines.specs import StageSpec
from domain.tasks.update_task import update_task
from persistence.jobs.parts_reader import items_listing
from tests.builders import World
from tests.integration.jobs.automove_desk import Desk, a_desk, task
from tests.integration.jobs.test_requirements import an_employee

TOLD = """SELECT m.name, n.text FROM notifications n JOIN members m ON m.firm_id = n.firm_id AND m.id = n.member_id
    WHERE n.firm_id = $1 ORDER BY m.name, n.created_at"""
NEWS = """SELECT h.data->>'title', (h.data->>'left_behind')::boolean, h.actor->>'name' FROM history h
    WHERE h.firm_id = $1 AND h.type = 'job.item_reopened' ORDER BY h.id"""


async def moved_on(world: World) -> Desk:
    """A job whose only task is done, in its next stage."""
    first = StageSpec(name="Collect", automove=True, automations=(task("One"),))
    desk = await a_desk(world, first, [StageSpec(name="Prepare"), StageSpec(name="Done")])
    await world.drain()
    await desk.do("finish One")
    await world.drain()
    assert await desk.where() == "Prepare"
    return desk


async def work_of(desk: Desk) -> list[dict[str, Any]]:
    async with desk.world.database.reading(desk.world.firm.id) as reading:
        rows = await items_listing.page(
            reading, desk.world.firm.id, {"job_id": desk.job.id}, sort="linked_at", limit=50
        )
    found: list[dict[str, Any]] = orjson.loads(rows.data)
    return found


async def test_the_assignees_of_task_and_job_are_told_once_for_each_reopening(world: World) -> None:
    desk = await moved_on(world)
    of_task, of_job = await an_employee(world), await an_employee(world)
    [[task_id]] = await desk.rows("SELECT id FROM tasks WHERE firm_id = $1")
    await update_task(task_id, {"assignee_ids": [of_task.rights.member_id]}, world.uow(), world.context())
    people = [of_job.rights.member_id, of_task.rights.member_id]
    await update_job(desk.job.id, {"assignee_ids": people}, world.uow(), world.context())
    await desk.do("reopen One")
    await world.drain()
    sentence = "“One” is open again, but “1040” has moved on to “Prepare”. The job stays there."
    assert await desk.rows(TOLD) == [("Emil", sentence), ("Emil", sentence)]
    await heard_again(world)
    assert len(await desk.rows(TOLD)) == 2
    await desk.do("finish One")
    await desk.do("reopen One")
    await world.drain()
    assert len(await desk.rows(TOLD)) == 4
    assert await desk.where() == "Prepare"


async def heard_again(world: World) -> None:
    """As if the worker had died before it noted that the reopening was heard."""
    async with world.database.writing(world.firm.id) as writing:
        again = "UPDATE events SET state = 0 WHERE firm_id = $1 AND type = 'task.reopened'"
        await writing.driver.execute(again, world.firm.id)
    await world.drain()


async def test_it_shows_on_the_job_as_left_behind(world: World) -> None:
    desk = await moved_on(world)
    assert [(one["left_behind"], one["reopened_at"]) for one in await work_of(desk)] == [(False, None)]
    await desk.do("reopen One")
    await world.drain()
    [item] = await work_of(desk)
    assert (item["left_behind"], item["in_present_visit"]) == (True, False)
    assert item["reopened_at"] is not None
    assert await desk.rows(NEWS) == [("One", True, "Olive Owner")]
    await desk.do("finish One")
    assert [one["left_behind"] for one in await work_of(desk)] == [False]


async def test_one_finished_again_before_the_worker_heard_is_no_news(world: World) -> None:
    desk = await moved_on(world)
    await desk.do("reopen One")
    await desk.do("finish One")
    await world.drain()
    assert await desk.rows(TOLD) == []


async def test_reopened_in_its_own_stage_it_is_no_reversal(world: World) -> None:
    desk = await moved_on(world)
    await desk.do("add Two")
    await desk.do("finish Two")
    await desk.do("reopen Two")
    await world.drain()
    assert await desk.rows(TOLD) == []
    assert await desk.rows(NEWS) == []


async def test_another_jobs_card_hears_of_a_task_that_is_linked_to_it_too(world: World) -> None:
    """Its counter of open items must change, though the task is no event of its own."""
    desk = await moved_on(world)
    await desk.do("link Deed")
    await world.drain()
    await desk.do("finish Deed")
    await desk.do("reopen Deed")
    await world.drain()
    assert await desk.rows(NEWS) == [("Deed", False, "Olive Owner")]
    assert await desk.rows(TOLD) == []
