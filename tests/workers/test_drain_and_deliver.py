import asyncio
from datetime import timedelta

from domain.accounts.model import Account, AccountContact, Contact
from domain.automations.undo_move import undo_move
from domain.jobs.model import Job
from domain.jobs.move_job import MoveJob, move_job
from domain.pipelines.model import Pipeline
from persistence.ids import new_id
from persistence.queue import MOST_ATTEMPTS, claim_effect, unpark
from tests.builders import World, automation, stage
from tests.workers.working import Working
from workers.mailer import Undeliverable

MAIL = automation("send_email", subject="Hello", body="We begin.")


async def with_contact(world: World) -> Account:
    account = await world.account()
    now = world.context().now
    contact = Contact(
        firm_id=world.firm.id,
        id=new_id(),
        created_at=now,
        updated_at=now,
        first_name="Rita",
        emails=["rita@client.example"],
    )
    async with world.uow() as uow:
        uow.contacts.add(contact)
        link = AccountContact(
            firm_id=world.firm.id, id=new_id(), account_id=account.id, contact_id=contact.id
        )
        uow.account_contacts.add(link)
        await uow.commit()
    return account


async def a_mailing_move(world: World, hold_seconds: int) -> tuple[Pipeline, Job]:
    pipeline = await world.pipeline("A", stage("B", MAIL), "C")
    job = await world.job(pipeline, await with_contact(world))
    command = MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id, hold_seconds=hold_seconds)
    await move_job(command, world.uow(), world.context())
    return pipeline, job


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


async def test_a_mail_is_held_and_then_sent_once(world: World, working: Working) -> None:
    await a_mailing_move(world, hold_seconds=60)
    await working.drain_all(world)
    [effect] = await working.effects(world)
    await working.deliver.effect(effect)
    assert working.mails.sent == []
    await working.execute(world, "UPDATE effects SET due_at = now() WHERE firm_id = $1", world.firm.id)
    await asyncio.gather(*(working.deliver.effect(effect) for _ in range(4)))
    await working.deliver.effect(effect)
    [(_, payload)] = working.mails.sent
    assert payload["to"] == ["rita@client.example"]
    assert (
        await working.value(world, "SELECT state FROM runs WHERE firm_id = $1", world.firm.id) == "succeeded"
    )


async def test_what_an_undo_took_back_is_never_sent(world: World, working: Working) -> None:
    _, job = await a_mailing_move(world, hold_seconds=60)
    await working.drain_all(world)
    await undo_move(job.id, world.uow(), world.context())
    await working.execute(world, "UPDATE effects SET due_at = now() WHERE firm_id = $1", world.firm.id)
    [effect] = await working.effects(world)
    await working.deliver.effect(effect)
    assert working.mails.sent == []
    assert (
        await working.value(world, "SELECT state FROM runs WHERE firm_id = $1", world.firm.id) == "cancelled"
    )


async def test_a_move_undone_before_its_automations_ran_runs_nothing(world: World, working: Working) -> None:
    _, job = await a_mailing_move(world, hold_seconds=60)
    await undo_move(job.id, world.uow(), world.context())
    await working.drain_all(world)
    assert await working.effects(world) == []


async def test_a_deliverer_that_was_overtaken_completes_nothing(world: World, working: Working) -> None:
    """The fence: the slow one's lease ran out, another attempt has the effect."""
    await a_mailing_move(world, hold_seconds=0)
    await working.drain_all(world)
    [effect] = await working.effects(world)
    slow = await claim_effect(working.database, effect, timedelta(0))
    assert slow is not None
    fast = await claim_effect(working.database, effect, timedelta(minutes=1))
    assert fast is not None
    await working.deliver._complete(effect, slow, error="too late")
    assert (
        await working.value(world, "SELECT state FROM effects WHERE firm_id = $1", world.firm.id) == "claimed"
    )
    await working.deliver._complete(effect, fast)
    assert (
        await working.value(world, "SELECT state FROM effects WHERE firm_id = $1", world.firm.id)
        == "delivered"
    )


async def test_a_mail_that_fails_for_a_moment_is_tried_again(world: World, working: Working) -> None:
    await a_mailing_move(world, hold_seconds=0)
    await working.drain_all(world)
    [effect] = await working.effects(world)
    working.mails.failures = [ConnectionRefusedError("away")]
    await working.deliver.effect(effect)
    assert (
        await working.value(world, "SELECT state FROM effects WHERE firm_id = $1", world.firm.id) == "waiting"
    )
    await working.execute(world, "UPDATE effects SET due_at = now() WHERE firm_id = $1", world.firm.id)
    await working.deliver.effect(effect)
    assert len(working.mails.sent) == 1


async def test_a_mail_refused_for_good_fails_its_run_with_the_reason(world: World, working: Working) -> None:
    await a_mailing_move(world, hold_seconds=0)
    await working.drain_all(world)
    [effect] = await working.effects(world)
    working.mails.failures = [Undeliverable("refused")]
    await working.deliver.effect(effect)
    assert (
        await working.value(world, "SELECT error ->> 'detail' FROM runs WHERE firm_id = $1", world.firm.id)
        == "refused"
    )


async def test_an_account_without_a_contact_fails_the_mail_and_goes_on(
    world: World, working: Working
) -> None:
    pipeline = await world.pipeline(stage("A", MAIL, automation("create_task", title="After")), "B")
    await world.job(pipeline)
    await working.drain_all(world)
    states = "SELECT string_agg(state, ',' ORDER BY id) FROM runs WHERE firm_id = $1"
    assert await working.value(world, states, world.firm.id) == "failed,succeeded"


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
