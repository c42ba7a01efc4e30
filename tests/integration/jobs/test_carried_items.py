"""What is still open may go along with the job, and holds it in the next stage (§4)."""

from uuid import UUID

from domain.automations.preview_move import preview_move
from domain.automations.undo_move import undo_move
from domain.jobs.move_job import MoveJob, move_job
from tests.builders import World, stage
from tests.integration.jobs.automove_desk import Desk, a_desk, task


async def a_job_with_two_tasks(world: World) -> Desk:
    desk = await a_desk(
        world, stage("A", task("First"), task("Second")), [stage("B", automove=True), stage("C")]
    )
    await world.drain()
    return desk


def to(desk: Desk, name: str, *decisions: tuple[UUID, str], others: str = "leave") -> MoveJob:
    [wanted] = [stage.id for stage in desk.pipeline.stages if stage.name == name]
    return MoveJob(job_id=desk.job.id, stage_id=wanted, open_items=decisions, other_items=others)


async def items(desk: Desk) -> dict[str, tuple[bool, bool]]:
    """Of each item by its task's title: whether it is in the job's present visit, and whether it is open."""
    sql = """SELECT t.title, i.visit_id = j.visit_id, i.resolved_at IS NULL
        FROM items i JOIN tasks t ON t.firm_id = i.firm_id AND t.id = i.task_id
        JOIN jobs j ON j.firm_id = i.firm_id AND j.id = i.job_id WHERE i.firm_id = $1"""
    return {title: (present, open_) for title, present, open_ in await desk.rows(sql)}


async def item_of(desk: Desk, title: str) -> UUID:
    sql = """SELECT i.id FROM items i JOIN tasks t ON t.firm_id = i.firm_id AND t.id = i.task_id
        WHERE i.firm_id = $1 AND t.title = $2"""
    found: UUID = (await desk.rows(sql, title))[0][0]
    return found


async def test_what_goes_along_holds_the_next_stage_until_it_is_done(world: World) -> None:
    desk = await a_job_with_two_tasks(world)
    command = to(desk, "B", (await item_of(desk, "First"), "carry"))
    preview = await preview_move(command, world.uow(), world.context())
    assert (len(preview.open_items), preview.carried) == (2, [await item_of(desk, "First")])
    await move_job(command, world.uow(), world.context())
    await world.drain()
    assert await items(desk) == {"First": (True, True), "Second": (False, True)}
    assert await desk.where() == "B"
    await desk.do("finish Second")
    await world.drain()
    assert await desk.where() == "B"
    await desk.do("finish First")
    await world.drain()
    assert await desk.where() == "C"


async def test_the_undo_puts_back_what_went_along_and_opens_what_was_done_on_the_way(world: World) -> None:
    desk = await a_job_with_two_tasks(world)
    command = to(desk, "B", (await item_of(desk, "Second"), "done"), others="carry")
    await move_job(command, world.uow(), world.context())
    await world.drain()
    assert await items(desk) == {"First": (True, True), "Second": (False, False)}
    await undo_move(desk.job.id, world.uow(), world.context())
    await world.drain()
    assert await desk.where() == "A"
    assert await items(desk) == {"First": (True, True), "Second": (True, True)}


async def test_what_was_done_within_the_hold_stays_done_when_the_move_is_taken_back(world: World) -> None:
    desk = await a_job_with_two_tasks(world)
    await move_job(to(desk, "B", others="carry"), world.uow(), world.context())
    await world.drain()
    await desk.do("finish First")
    await world.drain()
    assert await desk.where() == "B"
    await undo_move(desk.job.id, world.uow(), world.context())
    assert await desk.where() == "A"
    assert await items(desk) == {"First": (True, False), "Second": (True, True)}


async def test_the_history_tells_what_went_along(world: World) -> None:
    desk = await a_job_with_two_tasks(world)
    await move_job(to(desk, "B", others="carry"), world.uow(), world.context())
    sql = "SELECT data->>'title' FROM history WHERE firm_id = $1 AND type = 'job.item_carried' ORDER BY 1"
    assert await desk.rows(sql) == [("First",), ("Second",)]
