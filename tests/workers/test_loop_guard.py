"""Each guard against automations that never end, with the graph that it stopped: on the job, on its card, to the owner."""

from datetime import UTC, datetime
from itertools import pairwise

import orjson
import pytest

from domain.automations.registry import CATALOGUE
from domain.automations.run_automations import MAX_DEPTH, MAX_RUNS_OF_A_JOB, MAX_RUNS_OF_A_ROOT
from domain.jobs.move_job import MoveJob, move_job
from domain.pipelines.loops import AutomationsFormALoop
from domain.pipelines.model import Pipeline
from domain.pipelines.set_automations import set_stage_automations
from domain.pipelines.specs import AutomationSpec
from persistence.ids import new_id
from persistence.jobs.reader import one_job
from persistence.pipelines.board import board_snapshot
from tests.builders import World, automation, stage
from tests.workers.working import Working

STATES = "SELECT string_agg(state, ',' ORDER BY id) FROM runs WHERE firm_id = $1"
STOPPED = "SELECT string_agg(DISTINCT reason, '|') FROM runs WHERE firm_id = $1 AND state = 'stopped'"
TOLD = """SELECT string_agg(n.text, '|') FROM notifications n JOIN members m ON m.firm_id = n.firm_id
    AND m.id = n.member_id WHERE n.firm_id = $1 AND m.role = 'owner'"""
COUNT = "SELECT count(*) FROM runs WHERE firm_id = $1 AND state = $2"


async def count(world: World, working: Working, state: str) -> int:
    return int(await working.value(world, COUNT, world.firm.id, state))


async def seen_stopped(world: World, working: Working, pipeline: Pipeline) -> bool:
    """The job that was stopped last says so in its drawer, and so does its card."""
    last = "SELECT job_id AS id FROM runs WHERE firm_id = $1 AND state = 'stopped' ORDER BY id"
    job_id = (await working.ids(world, last))[-1]
    async with world.database.reading(world.firm.id) as reading:
        drawer = orjson.loads(await one_job.one(reading, world.firm.id, {"job_id": job_id}) or "")
        cards = orjson.loads(await board_snapshot(reading, world.firm.id, pipeline.id, "1", None))["cards"]
    on_card = dict(zip(cards["id"], cards["stopped"], strict=True))
    stopped: int = drawer["trouble"]["stopped"]
    return stopped > 0 and bool(on_card[str(job_id)] == stopped)


async def make(world: World, pipeline: Pipeline, *specs: AutomationSpec) -> Pipeline:
    """Give the pipeline's first stage these automations."""
    return await set_stage_automations(pipeline.stages[0].id, specs, CATALOGUE, world.uow(), world.context())


async def test_jobs_that_chase_each_other_are_stopped(world: World, working: Working) -> None:
    """A → B → A, in the database past the check at saving: one root never runs the same automation for a job twice."""
    pipeline = await world.pipeline("A", "B", "C")
    ids = [str(kept.id) for kept in pipeline.stages]
    for place, target in ((0, ids[1]), (1, ids[0])):
        await working.execute(
            world,
            """INSERT INTO automations (firm_id, id, pipeline_id, stage_id, position, action, settings, conditions,
                on_failure, repeat, enabled) VALUES ($1, $2, $3, $4, 0, 'move_job',
                jsonb_build_object('stage_id', $5::text), '[]', 'go_on', 'every_visit', true)""",
            world.firm.id,
            new_id(),
            pipeline.id,
            pipeline.stages[place].id,
            target,
        )
    await working.execute(
        world, "UPDATE pipelines SET version = version + 1 WHERE firm_id = $1", world.firm.id
    )
    await world.job(pipeline)
    await working.drain_all(world)
    assert await working.value(world, STATES, world.firm.id) == "succeeded,succeeded,stopped"
    assert "because of the same event" in await working.value(world, STOPPED, world.firm.id)
    assert "were stopped" in await working.value(world, TOLD, world.firm.id)
    assert await seen_stopped(world, working, pipeline)


async def test_the_same_circle_is_refused_with_its_path_when_it_is_saved(world: World) -> None:
    leads = [automation("move_job", stage_id=name) for name in ("B", "C", "A")]
    stages = [stage(name, leading) for name, leading in zip("ABC", leads, strict=True)]
    with pytest.raises(AutomationsFormALoop) as refused:
        await world.pipeline(*stages, "D")
    assert refused.value.details["path"] == ["A", "B", "C", "A"]


async def test_pipelines_that_make_jobs_in_each_other_are_refused_with_their_path(world: World) -> None:
    first, second = await world.pipeline("In P", "Done"), await world.pipeline("In Q", "Done")
    await make(world, first, automation("create_job", pipeline_id=str(second.id)))
    with pytest.raises(AutomationsFormALoop) as refused:
        await make(world, second, automation("create_job", pipeline_id=str(first.id)))
    path = [f"{second.name}: In Q", f"{first.name}: In P", f"{second.name}: In Q"]
    assert refused.value.details["path"] == path


async def test_a_chain_over_jobs_and_pipelines_ends_at_its_depth(world: World, working: Working) -> None:
    """One job makes the next: job in P → job in Q → job in R …, each in another pipeline."""
    chain = [await world.pipeline("Begin", "Done") for _ in range(MAX_DEPTH + 3)]
    for here, there in pairwise(chain):
        await make(world, here, automation("create_job", pipeline_id=str(there.id)))
    await world.job(chain[0])
    await working.drain_all(world)
    # Depths 0 to 16 run, and the one after them doesn't.
    assert await count(world, working, "succeeded") == MAX_DEPTH + 1 == 17
    assert await count(world, working, "stopped") == 1
    assert "more than 16 times in a row" in await working.value(world, STOPPED, world.firm.id)
    assert "more than 16 times in a row" in await working.value(world, TOLD, world.firm.id)
    assert await seen_stopped(world, working, chain[-2])


async def test_one_event_leads_to_two_hundred_runs_at_most(world: World, working: Working) -> None:
    """A fan: one job makes 14, and each of these would make 15 tasks."""
    many = await world.pipeline("Many", "Done")
    await make(world, many, *[automation("create_task", title=f"Task {number}") for number in range(15)])
    fan = await world.pipeline("Fan", "Done")
    await make(world, fan, *[automation("create_job", pipeline_id=str(many.id)) for _ in range(14)])
    await world.job(fan)
    await working.drain_all(world)
    assert await count(world, working, "succeeded") == 14 + 12 * 15
    assert await count(world, working, "succeeded") <= MAX_RUNS_OF_A_ROOT == 200
    assert await count(world, working, "stopped") == 2 * 15
    assert "more than 200 runs" in await working.value(world, STOPPED, world.firm.id)
    told = await working.value(world, TOLD, world.firm.id)
    assert len(told.split("|")) == 2  # two jobs were stopped, and each is told once
    assert await seen_stopped(world, working, many)


async def test_a_job_that_is_driven_too_fast_is_stopped(world: World, working: Working) -> None:
    """Two systems that answer each other through the API: each move begins a new chain, so the pace tells."""
    tasks = [automation("create_task", title=f"Task {number}") for number in range(10)]
    pipeline = await world.pipeline(stage("A", *tasks), stage("B", *tasks), "C")
    half_past = datetime.now(UTC).replace(minute=30)
    working.drain.clock = lambda: half_past
    job = await world.job(pipeline)
    await working.drain_all(world)
    for place in (1, 0) * 6:
        command = MoveJob(job_id=job.id, stage_id=pipeline.stages[place].id)
        await move_job(command, world.uow(), world.context())
        await working.drain_all(world)
    assert await count(world, working, "succeeded") == MAX_RUNS_OF_A_JOB == 100
    assert await count(world, working, "stopped") == 30
    assert "within 10 minutes" in await working.value(world, STOPPED, world.firm.id)
    told = await working.value(world, TOLD, world.firm.id)
    assert len(told.split("|")) == 1  # once in an hour, however often it is stopped
    assert await seen_stopped(world, working, pipeline)


async def test_an_event_that_was_stopped_and_is_heard_again_leaves_no_second_trace(
    world: World, working: Working
) -> None:
    """The ledger of events: one run for each event and automation, whatever its state."""
    await world.job(await world.pipeline(stage("A", automation("create_task", title="Too deep")), "B"))
    deep = "UPDATE events SET cause = jsonb_set(cause, '{depth}', '17') WHERE firm_id = $1"
    await working.execute(world, deep, world.firm.id)
    for _ in range(2):
        await working.drain_all(world)
        again = "UPDATE events SET state = 0 WHERE firm_id = $1 AND type = 'job.created'"
        await working.execute(world, again, world.firm.id)
        await working.execute(world, "UPDATE visits SET ran_at = NULL WHERE firm_id = $1", world.firm.id)
    assert await working.value(world, STATES, world.firm.id) == "stopped"
