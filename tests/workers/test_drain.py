import asyncio

import orjson

from domain.automations.undo_move import undo_move
from domain.jobs.move_job import MoveJob, move_job
from domain.tasks.update_task import update_task
from persistence.jobs.reader import one_job
from persistence.pipelines.board import board_snapshot
from persistence.queue import MOST_ATTEMPTS, Waiting, head_of, unpark
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
    await until_parked(world, working, poisoned)
    await working.drain_all(world)
    parked = (
        "SELECT count(*) FROM events WHERE firm_id = $1 AND state = 2 AND parked_reason LIKE 'ValueError%'"
    )
    assert await working.value(world, parked, world.firm.id) == 1
    assert await working.value(world, "SELECT count(*) FROM tasks WHERE firm_id = $1", world.firm.id) == 1
    event_id = await working.value(
        world, "SELECT id FROM events WHERE firm_id = $1 AND state = 2", world.firm.id
    )
    async with working.database.writing(world.firm.id) as writing:
        assert await unpark(writing, world.firm.id, event_id)
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


async def until_parked(world: World, working: Working, waiting: Waiting) -> None:
    """As many attempts as there are, without waiting in between."""
    for _ in range(MOST_ATTEMPTS):
        await working.execute(
            world, "UPDATE events SET next_attempt_at = now() WHERE firm_id = $1", world.firm.id
        )
        await working.drain.aggregate(waiting)


async def test_a_refusal_is_not_tried_again(world: World, working: Working) -> None:
    """A rule said no: the run has failed for good, and the event is done at its first attempt."""
    await world.job(await world.pipeline(stage("A", MAIL), "B"))
    await working.drain_all(world)
    runs = "SELECT string_agg(state || ' ' || attempts, ',') FROM runs WHERE firm_id = $1"
    assert await working.value(world, runs, world.firm.id) == "failed 1"
    events = "SELECT state * 10 + attempts FROM events WHERE firm_id = $1 AND type = 'job.created'"
    assert await working.value(world, events, world.firm.id) == 10


async def test_an_unexpected_error_inside_an_action_parks_the_event_and_the_job_shows_it(
    world: World, working: Working
) -> None:
    pipeline = await world.pipeline(stage("A", automation("create_task", title="Fine")), "B")
    job = await world.job(pipeline)
    broken = """UPDATE automations SET settings = '{"nonsense": 1}' WHERE firm_id = $1"""
    await working.execute(world, broken, world.firm.id)
    await working.execute(
        world, "UPDATE pipelines SET version = version + 1 WHERE firm_id = $1", world.firm.id
    )
    [waiting] = await working.pending(world)
    await until_parked(world, working, waiting)
    parked = "SELECT attempts || ' ' || parked_reason FROM events WHERE firm_id = $1 AND state = 2"
    assert (await working.value(world, parked, world.firm.id)).startswith("8 TypeError")
    assert await working.value(world, "SELECT count(*) FROM runs WHERE firm_id = $1", world.firm.id) == 0
    news = (
        "SELECT string_agg(type, ',' ORDER BY sequence) FROM events WHERE firm_id = $1 AND aggregate_id = $2"
    )
    assert await working.value(world, news, world.firm.id, job.id) == "job.created,job.event_parked"
    told = "SELECT string_agg(text, '|') FROM notifications WHERE firm_id = $1"
    assert "could not work off what follows from a change of" in await working.value(
        world, told, world.firm.id
    )
    async with world.database.reading(world.firm.id) as reading:
        drawer = orjson.loads(await one_job.one(reading, world.firm.id, {"job_id": job.id}) or "")
        board = orjson.loads(await board_snapshot(reading, world.firm.id, pipeline.id, "1", None))
    assert drawer["trouble"] == {"failed": 0, "stopped": 0, "parked": 1}
    assert board["cards"]["parked"] == [1]


async def test_what_is_parked_and_belongs_to_no_job_is_told_too(world: World, working: Working) -> None:
    await world.job(await world.pipeline("A", "B"))
    unheard = "UPDATE events SET type = 'nobody.hears', job_id = NULL WHERE firm_id = $1 AND state = 0"
    await working.execute(world, unheard, world.firm.id)
    [waiting] = await working.pending(world)
    await until_parked(world, working, waiting)
    told = "SELECT text FROM notifications WHERE firm_id = $1"
    assert (await working.value(world, told, world.firm.id)).startswith(
        "Automations could not work off something."
    )


async def test_what_poisons_the_telling_too_is_parked_all_the_same(world: World, working: Working) -> None:
    await world.job(await world.pipeline("A", "B"))
    poison = "UPDATE events SET data = '{}', job_id = gen_random_uuid() WHERE firm_id = $1"
    await working.execute(world, poison, world.firm.id)
    [waiting] = await working.pending(world)
    await until_parked(world, working, waiting)
    parked = "SELECT count(*) FROM events WHERE firm_id = $1 AND state = 2"
    assert await working.value(world, parked, world.firm.id) == 1


async def test_a_deadlock_inside_an_action_is_tried_again_later_and_done_once(
    world: World, working: Working
) -> None:
    tag = await world.tag("VIP")
    pipeline = await world.pipeline(stage("A", automation("update_account_tags", add=[str(tag.id)])), "B")
    account = await world.account()
    job = await world.job(pipeline, account)
    [waiting] = await working.pending(world)
    async with world.database.writing(world.firm.id) as other:
        # The account first and then the job: the other way round than the worker.
        lock = "SELECT id FROM {} WHERE firm_id = $1 AND id = $2 FOR UPDATE"
        # Whoever waited first is the one that PostgreSQL refuses.
        await other.driver.fetch(lock.format("accounts"), world.firm.id, account.id)
        draining = asyncio.create_task(working.drain.aggregate(waiting))
        await asyncio.sleep(0.3)
        await other.driver.fetch(lock.format("jobs"), world.firm.id, job.id)
        await draining
    attempts = "SELECT attempts || ' ' || parked_reason FROM events WHERE firm_id = $1 AND state = 0"
    assert (await working.value(world, attempts, world.firm.id)).startswith("1 DeadlockDetectedError")
    await working.drain_all(world)
    runs = "SELECT string_agg(state || ' ' || attempts, ',') FROM runs WHERE firm_id = $1"
    assert await working.value(world, runs, world.firm.id) == "succeeded 1"
