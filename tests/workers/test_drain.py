import asyncio

from domain.automations.undo_move import undo_move
from domain.jobs.move_job import MoveJob, move_job
from domain.tasks.update_task import update_task
from persistence.queue import MOST_ATTEMPTS, head_of, unpark
from tests.builders import World, automation, stage
from tests.workers.working import MAIL, Working, a_mailing_move

TASKS = "SELECT count(*) FROM tasks WHERE firm_id = $1"
PENDING = "SELECT count(*) FROM events WHERE firm_id = $1 AND state = 0"


async def test_draining_twice_makes_the_task_once(world: World, working: Working) -> None:
    pipeline = await world.pipeline(stage("A", automation("create_task", title="Once")), "B")
    await world.job(pipeline)
    [waiting] = await working.pending(world)
    assert await working.drain.aggregate(waiting) == 1
    assert await working.drain.aggregate(waiting) == 0
    assert await working.value(world, "SELECT count(*) FROM tasks WHERE firm_id = $1", world.firm.id) == 1


async def test_two_drains_at_once_make_it_once(world: World, working: Working) -> None:
    pipeline = await world.pipeline(stage("A", automation("create_task", title="Once")), "B")
    await world.job(pipeline)
    [waiting] = await working.pending(world)
    await asyncio.gather(*(working.drain.aggregate(waiting) for _ in range(6)))
    assert await working.value(world, "SELECT count(*) FROM tasks WHERE firm_id = $1", world.firm.id) == 1
    assert await working.pending(world) == []


async def test_an_event_that_was_undone_half_way_is_done_again_and_once(
    world: World, working: Working
) -> None:
    """The ledger: even an event marked as pending again makes nothing twice."""
    pipeline = await world.pipeline(stage("A", automation("create_task", title="Once")), "B")
    await world.job(pipeline)
    await working.drain_all(world)
    await working.execute(
        world, "UPDATE events SET state = 0 WHERE firm_id = $1 AND type = 'job.created'", world.firm.id
    )
    await working.execute(world, "UPDATE visits SET ran_at = NULL WHERE firm_id = $1", world.firm.id)
    await working.drain_all(world)
    assert await working.value(world, "SELECT count(*) FROM tasks WHERE firm_id = $1", world.firm.id) == 1


async def test_poison_is_parked_with_its_reason_and_blocks_nobody(world: World, working: Working) -> None:
    pipeline = await world.pipeline(stage("A", automation("create_task", title="Fine")), "B")
    await world.job(pipeline)
    [poisoned] = await working.pending(world)
    await working.execute(
        world,
        """UPDATE events SET data = '{"visit_id": "no id"}' WHERE firm_id = $1 AND state = 0""",
        world.firm.id,
    )
    await world.job(pipeline)
    for _ in range(MOST_ATTEMPTS):
        await working.execute(
            world, "UPDATE events SET next_attempt_at = now() WHERE firm_id = $1", world.firm.id
        )
        await working.drain.aggregate(poisoned)
    await working.drain_all(world)
    parked = (
        "SELECT count(*) FROM events WHERE firm_id = $1 AND state = 2 AND parked_reason LIKE 'ValueError%'"
    )
    assert await working.value(world, parked, world.firm.id) == 1
    assert await working.value(world, "SELECT count(*) FROM tasks WHERE firm_id = $1", world.firm.id) == 1
    event_id = await working.value(
        world, "SELECT id FROM events WHERE firm_id = $1 AND state = 2", world.firm.id
    )
    assert await unpark(working.database, world.firm.id, event_id)
    assert await working.pending(world) == [poisoned]


async def test_a_failed_event_waits_before_it_is_tried_again(world: World, working: Working) -> None:
    await world.job(await world.pipeline("A", "B"))
    [poisoned] = await working.pending(world)
    await working.execute(
        world,
        """UPDATE events SET data = '{"visit_id": "no id"}' WHERE firm_id = $1 AND state = 0""",
        world.firm.id,
    )
    for _ in range(3):
        await working.drain.aggregate(poisoned)
    attempts = "SELECT attempts FROM events WHERE firm_id = $1 AND state = 0"
    assert await working.value(world, attempts, world.firm.id) == 1


async def test_a_move_undone_before_its_automations_ran_runs_nothing(world: World, working: Working) -> None:
    _, job = await a_mailing_move(world, hold_seconds=60)
    await undo_move(job.id, world.uow(), world.context())
    await working.drain_all(world)
    assert await working.effects(world) == []


async def test_an_account_without_a_contact_fails_the_mail_and_goes_on(
    world: World, working: Working
) -> None:
    pipeline = await world.pipeline(stage("A", MAIL, automation("create_task", title="After")), "B")
    await world.job(pipeline)
    await working.drain_all(world)
    states = "SELECT string_agg(state, ',' ORDER BY id) FROM runs WHERE firm_id = $1"
    assert await working.value(world, states, world.firm.id) == "failed,succeeded"


async def test_nothing_overtakes_an_event_that_another_worker_has_in_hand(
    world: World, working: Working
) -> None:
    """The drain's lock: while the head is held, neither it nor what comes after it is touched."""
    pipeline = await world.pipeline(stage("A", automation("create_task", title="Once")), "B")
    job = await world.job(pipeline)
    await move_job(MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id), world.uow(), world.context())
    [waiting] = await working.pending(world)
    async with world.uow() as other:
        assert await head_of(other.transaction, waiting) is not None
        assert await working.drain.aggregate(waiting) == 0
        assert await working.value(world, PENDING, world.firm.id) == 2
    assert await working.drain.aggregate(waiting) == 2


async def test_an_undo_that_is_under_way_is_seen(world: World, working: Working) -> None:
    """The drain reads the visit only when it has the job's lock."""
    pipeline = await world.pipeline("A", stage("B", automation("create_task", title="Never")))
    job = await world.job(pipeline)
    await working.drain_all(world)
    move = MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id, hold_seconds=60)
    await move_job(move, world.uow(), world.context())
    [waiting] = await working.pending(world)
    async with world.uow() as busy:
        await busy.jobs.at_hand(job.id)
        undoing = asyncio.create_task(undo_move(job.id, world.uow(), world.context()))
        await asyncio.sleep(0.2)
        draining = asyncio.create_task(working.drain.aggregate(waiting))
        await asyncio.sleep(0.2)
    await asyncio.gather(undoing, draining)
    assert await working.value(world, TASKS, world.firm.id) == 0


async def test_a_task_made_late_holds_the_stage_it_was_made_for(world: World, working: Working) -> None:
    pipeline = await world.pipeline(stage("A", automation("create_task", title="Left behind")), "B")
    job = await world.job(pipeline)
    await move_job(MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id), world.uow(), world.context())
    await working.drain_all(world)
    held = "SELECT v.stage_id FROM items i JOIN visits v ON v.id = i.visit_id WHERE i.firm_id = $1"
    assert await working.value(world, held, world.firm.id) == pipeline.stages[0].id


async def test_the_job_moves_on_after_its_last_task(world: World, working: Working) -> None:
    first = stage(
        "A", automation("create_task", title="One"), automation("create_task", title="Two"), automove=True
    )
    pipeline = await world.pipeline(first, "B")
    job = await world.job(pipeline)
    await working.drain_all(world)
    where = "SELECT stage_id FROM jobs WHERE firm_id = $1"
    for task_id in await working.ids(world, "SELECT id FROM tasks WHERE firm_id = $1 ORDER BY id"):
        assert await working.value(world, where, world.firm.id) == pipeline.stages[0].id
        await update_task(task_id, {"status": "completed"}, world.uow(), world.context())
        await working.drain_all(world)
    assert await working.value(world, where, world.firm.id) == pipeline.stages[1].id
    assert job.stage_id == pipeline.stages[0].id
