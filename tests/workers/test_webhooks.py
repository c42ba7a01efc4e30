import asyncio
from collections.abc import AsyncIterator, Sequence
from ipaddress import ip_address
from typing import Any

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from domain.automations.callback import Callback
from domain.automations.registry import CATALOGUE
from domain.automations.retry_run import retry_run
from domain.automations.undo_move import undo_move
from domain.firms.webhook_secret import rotate_webhook_secret, show_webhook_secret
from domain.jobs.link_item import unlink_item
from domain.jobs.move_job import MoveJob, move_job
from domain.pipelines.set_automations import set_stage_automations
from domain.shared.public_address import Address
from domain.shared.web_address import Allowed
from tests.builders import World, automation, stage
from tests.workers.receiver import LOOPBACK, MASTER, Receiver, a_call, answer, calling, receiving
from tests.workers.working import Outbox, Working
from workers.deliver import MOST_ATTEMPTS, Deliver
from workers.outgoing import MOST_BYTES, Outgoing

STATE = "SELECT state FROM effects WHERE firm_id = $1"
RUN = "SELECT state || coalesce(': ' || reason, '') FROM runs WHERE firm_id = $1"
MADE = "SELECT made FROM runs WHERE firm_id = $1"
STAGE = "SELECT s.name FROM jobs j JOIN stages s ON s.id = j.stage_id WHERE j.firm_id = $1"
DUE = "UPDATE effects SET due_at = now() WHERE firm_id = $1 AND state = 'waiting'"
PAUSE = "SELECT extract(epoch FROM due_at - now())::int FROM effects WHERE firm_id = $1"


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as one:
        yield one


async def deliver(world: World, working: Working, outgoing: Outgoing | None = None) -> None:
    [effect] = await working.effects(world)
    await working.execute(world, DUE, world.firm.id)
    await calling(working, outgoing).effect(effect)


async def attempts(world: World, working: Working) -> list[tuple[int, int | None, str | None]]:
    made = await working.value(world, MADE, world.firm.id)
    return [(one["number"], one["status"], one["error"]) for one in made[0]["attempts"]]


async def test_a_call_says_what_is_known_of_the_job(
    world: World, working: Working, receiver: Receiver
) -> None:
    job = await a_call(world, working, receiver.url, note="For [ACCOUNT_NAME]")
    await deliver(world, working)
    [request] = receiver.requests
    assert request.line == "POST /hook?from=tickmark HTTP/1.1"
    assert request.headers["host"] == f"127.0.0.1:{receiver.port}"
    told = request.json
    assert told["type"] == "automation.called"
    assert told["data"]["job"]["id"] == str(job.id)
    assert told["data"]["account"]["name"] == "Rossi"
    assert set(told["data"]["account"]) == {"id", "name", "number", "type", "external_refs"}
    assert (told["data"]["stage"]["name"], told["data"]["note"]) == ("File", "For Rossi")
    assert "callback_url" not in told["data"]
    assert await working.value(world, RUN, world.firm.id) == "succeeded"
    assert await working.value(world, STAGE, world.firm.id) == "File"


async def test_the_public_verifier_accepts_the_signature(
    world: World, working: Working, receiver: Receiver
) -> None:
    await a_call(world, working, receiver.url)
    await deliver(world, working)
    [request] = receiver.requests
    shown = await show_webhook_secret(MASTER, world.uow(), world.context())
    assert Webhook(shown.secret).verify(request.body, request.headers) == request.json
    with pytest.raises(WebhookVerificationError):
        Webhook(shown.secret).verify(request.body + b" ", request.headers)


async def test_after_a_rotation_both_secrets_are_accepted_for_a_day(
    world: World, working: Working, receiver: Receiver
) -> None:
    old = await show_webhook_secret(MASTER, world.uow(), world.context())
    new = await rotate_webhook_secret(MASTER, world.uow(), world.context())
    await a_call(world, working, receiver.url)
    await deliver(world, working)
    [request] = receiver.requests
    for shown in (old, new):
        assert Webhook(shown.secret).verify(request.body, request.headers)
    assert (new.number, old.former_until, new.former_until is None) == (2, None, False)


async def test_nothing_secret_is_in_the_database(world: World, working: Working, receiver: Receiver) -> None:
    await a_call(world, working, receiver.url, "callback")
    await deliver(world, working)
    shown = await show_webhook_secret(MASTER, world.uow(), world.context())
    token = receiver.requests[0].json["data"]["callback_url"].rpartition("/")[2]
    rows = await working.value(
        world,
        """SELECT (SELECT jsonb_agg(to_jsonb(e)) FROM effects e)::text || (SELECT jsonb_agg(to_jsonb(r)) FROM runs r)::text
        || (SELECT jsonb_agg(to_jsonb(x)) FROM events x)::text || (SELECT jsonb_agg(to_jsonb(f)) FROM firms f)::text""",
    )
    assert str(world.firm.id) in rows
    assert token not in rows
    assert shown.secret.removeprefix("whsec_") not in rows


async def test_a_job_that_waits_for_the_answer_goes_on_with_it(
    world: World, working: Working, receiver: Receiver
) -> None:
    await a_call(world, working, receiver.url, "answer")
    titles = "SELECT title || ' ' || coalesce(resolution, 'open') FROM items WHERE firm_id = $1"
    assert await working.value(world, titles, world.firm.id) == "Answer of 127.0.0.1 open"
    await deliver(world, working)
    assert await working.value(world, titles, world.firm.id) == "Answer of 127.0.0.1 answered"
    assert await working.value(world, STAGE, world.firm.id) == "File"
    await working.drain_all(world)
    assert await working.value(world, STAGE, world.firm.id) == "Filed"


async def test_a_job_that_waits_for_a_callback_is_not_freed_by_the_answer(
    world: World, working: Working, receiver: Receiver
) -> None:
    job = await a_call(world, working, receiver.url, "callback")
    await deliver(world, working)
    await working.drain_all(world)
    assert await working.value(world, STAGE, world.firm.id) == "File"
    address, _, token = receiver.requests[0].json["data"]["callback_url"].rpartition("/")
    assert address == "https://tickmark.example/v1/callbacks"
    callback = Callback.read(token, MASTER)
    assert callback is not None
    assert (callback.firm_id, callback.job_id) == (world.firm.id, job.id)


async def test_an_answer_that_nobody_waits_for_any_more_frees_nothing(
    world: World, working: Working, receiver: Receiver
) -> None:
    job = await a_call(world, working, receiver.url, "answer")
    [item_id] = await working.ids(world, "SELECT id FROM items WHERE firm_id = $1")
    await unlink_item(job.id, item_id, world.uow(), world.context())
    await deliver(world, working)
    await working.drain_all(world)
    assert await working.value(world, RUN, world.firm.id) == "succeeded"
    assert await working.value(world, STAGE, world.firm.id) == "File"


async def test_the_chain_that_led_to_a_call_goes_on_with_its_answer(
    world: World, working: Working, receiver: Receiver
) -> None:
    """Two stages that send a job to each other are stopped, though receivers answer in between."""
    call = automation("call_webhook", url=receiver.url, wait="answer")
    pipeline = await world.pipeline(stage("A", call, automove=True), stage("B"), "C")
    back = automation("move_job", stage_id=str(pipeline.stages[0].id))
    await set_stage_automations(pipeline.stages[1].id, (back,), CATALOGUE, world.uow(), world.context())
    await world.job(pipeline)
    await working.drain_all(world)
    for _ in range(3):
        for effect in await working.effects(world):
            await calling(working).effect(effect)
        await working.drain_all(world)
    assert len(receiver.requests) == 1
    stopped = "SELECT reason FROM runs WHERE firm_id = $1 AND state = 'stopped'"
    assert "because of the same event" in await working.value(world, stopped, world.firm.id)


async def test_what_the_receiver_cannot_do_now_is_tried_again_under_the_same_id(
    world: World, working: Working, receiver: Receiver
) -> None:
    receiver.answers = [
        answer(503, b"maintenance"),
        answer(429, b"", "Retry-After: 4000"),
        answer(200, b"ok"),
    ]
    await a_call(world, working, receiver.url, "answer")
    await deliver(world, working)
    assert 3 <= await working.value(world, PAUSE, world.firm.id) <= 6
    await deliver(world, working)
    assert 3900 < await working.value(world, PAUSE, world.firm.id) <= 4000
    await deliver(world, working)
    assert len({request.headers["webhook-id"] for request in receiver.requests}) == 1
    assert len({request.body for request in receiver.requests}) == 1
    assert await attempts(world, working) == [
        (1, 503, "It was answered with 503."),
        (2, 429, "It was answered with 429."),
        (3, 200, None),
    ]
    [made, _] = await working.value(world, MADE, world.firm.id)
    assert [one["text"] for one in made["attempts"]] == ["", "", "ok"]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (answer(404, b"nobody here"), "It was refused with 404."),
        (answer(410), "It was refused with 410."),
        (
            answer(302, b"", "Location: http://169.254.169.254/latest"),
            "It was answered with a redirect (302), which is not followed.",
        ),
    ],
)
async def test_what_the_receiver_will_never_do_fails_at_once(
    given: bytes, reason: str, world: World, working: Working, receiver: Receiver
) -> None:
    receiver.answers = [given]
    await a_call(world, working, receiver.url, "answer")
    await deliver(world, working)
    assert await working.value(world, RUN, world.firm.id) == f"failed: {reason}"
    assert len(receiver.requests) == 1
    await working.drain_all(world)
    assert await working.value(world, STAGE, world.firm.id) == "File"


async def test_a_failed_call_goes_again_when_a_person_tries_again(
    world: World, working: Working, receiver: Receiver
) -> None:
    receiver.answers = [answer(400, b"no such client")]
    await a_call(world, working, receiver.url, "answer")
    await deliver(world, working)
    [run_id] = await working.ids(world, "SELECT id FROM runs WHERE firm_id = $1")
    await retry_run(run_id, world.uow(), world.context())
    await working.drain_all(world)
    await deliver(world, working)
    await working.drain_all(world)
    assert await working.value(world, STAGE, world.firm.id) == "Filed"
    assert [status for _, status, _ in await attempts(world, working)] == [400, 200]


async def test_a_receiver_that_is_away_is_given_up_at_last(world: World, working: Working) -> None:
    async with receiving() as gone:
        url = gone.url
    await a_call(world, working, url)
    for number in range(1, MOST_ATTEMPTS + 1):
        assert await working.value(world, STATE, world.firm.id) == "waiting"
        await deliver(world, working)
        assert len(await attempts(world, working)) == number
    assert "could not be reached" in await working.value(world, RUN, world.firm.id)


async def test_a_receiver_that_is_slow_is_asked_again(
    world: World, working: Working, receiver: Receiver
) -> None:
    receiver.seconds = 0.5
    await a_call(world, working, receiver.url)
    await deliver(world, working, Outgoing(LOOPBACK, seconds=0.1))
    assert await attempts(world, working) == [(1, None, "127.0.0.1 did not answer within 0.1 seconds.")]
    assert await working.value(world, STATE, world.firm.id) == "waiting"


async def test_of_a_long_answer_only_the_beginning_is_read(
    world: World, working: Working, receiver: Receiver
) -> None:
    receiver.answers = [answer(200, b"a\x00\xff" + b"x" * 10_000_000)]
    await a_call(world, working, receiver.url)
    await deliver(world, working)
    [made] = await working.value(world, MADE, world.firm.id)
    text = made["attempts"][0]["text"]
    assert len(text) == MOST_BYTES
    assert text.startswith("a��x")


async def test_what_an_undo_took_back_is_never_called(
    world: World, working: Working, receiver: Receiver
) -> None:
    call = automation("call_webhook", url=receiver.url, wait="callback")
    pipeline = await world.pipeline("A", stage("B", call, automove=True), "C")
    job = await world.job(pipeline)
    command = MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id, hold_seconds=60)
    await move_job(command, world.uow(), world.context())
    await working.drain_all(world)
    [effect] = await working.effects(world)
    await calling(working).effect(effect)
    await undo_move(job.id, world.uow(), world.context())
    await deliver(world, working)
    assert receiver.requests == []
    open_items = "SELECT count(*) FROM items WHERE firm_id = $1 AND unlinked_at IS NULL"
    assert await working.value(world, open_items, world.firm.id) == 0
    assert await working.value(world, STATE, world.firm.id) == "cancelled"


async def test_a_caller_that_was_overtaken_completes_nothing(
    world: World, working: Working, receiver: Receiver
) -> None:
    """Two may call, with one id; the run tells of one."""
    await a_call(world, working, receiver.url, "answer")
    [effect] = await working.effects(world)
    receiver.seconds = 0.4
    slow = asyncio.create_task(calling(working).effect(effect))
    await receiver.came.wait()
    await working.execute(world, "UPDATE effects SET lease_until = now() WHERE firm_id = $1", world.firm.id)
    receiver.seconds = 0.0
    await calling(working).effect(effect)
    await slow
    assert len({request.headers["webhook-id"] for request in receiver.requests}) == 1
    resolved = "SELECT count(*) FROM events WHERE firm_id = $1 AND type = 'job.item_resolved'"
    assert (len(receiver.requests), await working.value(world, resolved, world.firm.id)) == (2, 1)
    assert [number for number, _, _ in await attempts(world, working)] == [2]


async def test_without_the_servers_key_the_run_says_what_is_missing(
    world: World, working: Working, receiver: Receiver
) -> None:
    await a_call(world, working, receiver.url)
    [effect] = await working.effects(world)
    await Deliver(working.database, Outbox()).effect(effect)
    assert "TICKMARK_MASTER_KEY" in await working.value(world, RUN, world.firm.id)
    assert receiver.requests == []


def names(**addresses: Sequence[str]) -> Any:
    """A resolver that knows these names."""

    async def resolve(host: str, port: int) -> Sequence[Address]:
        return [ip_address(address) for address in addresses[host.partition(".")[0]]]

    return resolve


async def test_a_name_with_one_private_address_is_not_called(
    world: World, working: Working, receiver: Receiver
) -> None:
    await a_call(world, working, f"https://hook.example:{receiver.port}/")
    resolve = names(hook=["93.184.216.34", "127.0.0.1"])
    await deliver(world, working, Outgoing(Allowed(), resolve))
    assert "private network" in await working.value(world, RUN, world.firm.id)
    assert receiver.requests == []


async def test_a_literal_that_was_allowed_when_it_was_saved_is_judged_again(
    world: World, working: Working, receiver: Receiver
) -> None:
    await a_call(world, working, receiver.url)
    await deliver(world, working, Outgoing(Allowed()))
    assert "https only" in await working.value(world, RUN, world.firm.id)
    assert receiver.requests == []


async def test_the_address_that_was_looked_at_is_the_one_that_is_called(
    world: World, working: Working, receiver: Receiver
) -> None:
    """The name is resolved once, and no proxy of the environment is asked; a dead address is passed over."""
    await a_call(world, working, f"http://hook.example:{receiver.port}/")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        patch.setenv("ALL_PROXY", "http://127.0.0.1:9")
        await deliver(world, working, Outgoing(LOOPBACK, names(hook=["127.255.255.254", "127.0.0.1"])))
    [request] = receiver.requests
    assert request.headers["host"] == f"hook.example:{receiver.port}"
    assert await working.value(world, STATE, world.firm.id) == "delivered"


async def test_a_name_that_stands_for_nothing_may_come_back(world: World, working: Working) -> None:
    await a_call(world, working, "https://nothing.invalid/")

    async def resolve(host: str, port: int) -> Sequence[Address]:
        raise OSError("Name or service not known")

    await deliver(world, working, Outgoing(LOOPBACK, resolve))
    assert await working.value(world, STATE, world.firm.id) == "waiting"
