import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from domain.automations.retry_run import retry_run
from domain.automations.undo_move import undo_move
from persistence.queue import Waiting
from tests.builders import World
from tests.workers.working import Outbox, Working, a_mailing_move
from workers.deliver import MOST_ATTEMPTS, Deliver
from workers.mailer import NotNow, Undeliverable

STATE = "SELECT state FROM effects WHERE firm_id = $1"
DUE = "UPDATE effects SET due_at = now() WHERE firm_id = $1"


class SlowServer(Outbox):
    """A mail server that needs a while; `meanwhile` happens before it answers."""

    def __init__(self, working: Working, world: World, effect: Waiting) -> None:
        super().__init__()
        self.working, self.world, self.effect = working, world, effect

    async def send(self, key: str, payload: Mapping[str, Any]) -> str | None:
        await self.working.execute(
            self.world, "UPDATE effects SET lease_until = now() WHERE firm_id = $1", self.world.firm.id
        )
        await self.working.deliver.effect(self.effect)
        raise Undeliverable("Too late to say so.")


async def test_a_deliverer_that_was_overtaken_completes_nothing(world: World, working: Working) -> None:
    """The fence: the slow one's lease ran out and another attempt has sent the mail."""
    await a_mailing_move(world, hold_seconds=0)
    await working.drain_all(world)
    [effect] = await working.effects(world)
    await Deliver(working.database, SlowServer(working, world, effect)).effect(effect)
    assert len(working.mails.sent) == 1
    assert await working.value(world, STATE, world.firm.id) == "delivered"


async def test_a_deliverer_that_lives_keeps_its_lease(world: World, working: Working) -> None:
    class Patient(Outbox):
        async def send(self, key: str, payload: Mapping[str, Any]) -> str | None:
            await asyncio.sleep(0.9)
            return await super().send(key, payload)

    await a_mailing_move(world, hold_seconds=0)
    await working.drain_all(world)
    [effect] = await working.effects(world)
    patient = Patient()
    slow = Deliver(working.database, patient, lease=timedelta(seconds=0.4))
    sending = asyncio.create_task(slow.effect(effect))
    await asyncio.sleep(0.6)
    await working.deliver.effect(effect)
    await sending
    assert (len(patient.sent), len(working.mails.sent)) == (1, 0)
    assert await working.value(world, STATE, world.firm.id) == "delivered"


async def test_a_mail_server_that_stays_away_is_given_up_at_last(world: World, working: Working) -> None:
    await a_mailing_move(world, hold_seconds=0)
    await working.drain_all(world)
    [effect] = await working.effects(world)
    working.mails.failures = [NotNow("The mail server could not be reached.") for _ in range(MOST_ATTEMPTS)]
    for _ in range(MOST_ATTEMPTS):
        assert await working.value(world, STATE, world.firm.id) == "waiting"
        await working.execute(world, DUE, world.firm.id)
        await working.deliver.effect(effect)
    assert await working.value(world, STATE, world.firm.id) == "failed"


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


async def test_a_failed_mail_is_sent_when_a_person_tries_again(world: World, working: Working) -> None:
    await a_mailing_move(world, hold_seconds=0)
    await working.drain_all(world)
    [effect] = await working.effects(world)
    working.mails.failures = [Undeliverable("No such mailbox.")]
    await working.deliver.effect(effect)
    [run_id] = await working.ids(world, "SELECT id FROM runs WHERE firm_id = $1")
    await retry_run(run_id, world.uow(), world.context())
    await working.drain_all(world)
    await working.deliver.effect(effect)
    assert await working.value(world, STATE, world.firm.id) == "delivered"
    run = "SELECT state FROM runs WHERE firm_id = $1"
    assert await working.value(world, run, world.firm.id) == "succeeded"
