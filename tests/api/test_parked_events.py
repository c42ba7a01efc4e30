"""What could not be worked off is shown with its reason, and tried again."""

from persistence.ids import new_id
from persistence.queue import MOST_ATTEMPTS
from tests.api.conftest import Client
from tests.builders import automation, stage
from tests.workers.working import Working


async def test_a_parked_event_is_shown_and_tried_again(
    owner: Client, employee: Client, working: Working
) -> None:
    world = owner.world
    job = await world.job(await world.pipeline(stage("A", automation("create_task", title="Fine")), "B"))
    [waiting] = await working.pending(world)
    remembered = await working.value(
        world, "SELECT data::text FROM events WHERE firm_id = $1 AND state = 0", world.firm.id
    )
    await working.execute(
        world, "UPDATE events SET data = '{}' WHERE firm_id = $1 AND state = 0", world.firm.id
    )
    for _ in range(MOST_ATTEMPTS):
        await working.execute(
            world, "UPDATE events SET next_attempt_at = now() WHERE firm_id = $1", world.firm.id
        )
        await working.drain.aggregate(waiting)

    [parked] = (await owner.get("/v1/parked-events")).json()["data"]
    assert (parked["type"], parked["attempts"], parked["job_id"]) == (
        "job.created",
        MOST_ATTEMPTS,
        str(job.id),
    )
    assert parked["reason"].startswith("KeyError")
    assert parked["account_name"] == "Rossi"
    assert (await employee.get("/v1/parked-events")).status_code == 403
    retry = f"/v1/parked-events/{parked['id']}/retry"
    assert (await employee.post(retry)).status_code == 403
    assert (await owner.post(f"/v1/parked-events/{new_id()}/retry")).status_code == 404

    await working.execute(
        world, f"UPDATE events SET data = '{remembered}' WHERE firm_id = $1 AND state = 2", world.firm.id
    )
    assert (await owner.post(retry)).status_code == 204
    await working.drain_all(world)
    assert (await owner.get("/v1/parked-events")).json()["data"] == []
    assert await working.value(world, "SELECT count(*) FROM tasks WHERE firm_id = $1", world.firm.id) == 1
