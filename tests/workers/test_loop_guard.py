from persistence.ids import new_id
from tests.builders import World, automation, stage
from tests.workers.working import Working


async def test_jobs_that_chase_each_other_are_stopped(world: World, working: Working) -> None:
    """The loop guard: one root never runs the same automation for the same job twice."""
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
    states = "SELECT string_agg(state, ',' ORDER BY id) FROM runs WHERE firm_id = $1"
    assert await working.value(world, states, world.firm.id) == "succeeded,succeeded,stopped"


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
    states = "SELECT string_agg(state, ',') FROM runs WHERE firm_id = $1"
    assert await working.value(world, states, world.firm.id) == "stopped"
