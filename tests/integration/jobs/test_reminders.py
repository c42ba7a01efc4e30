"""A client is reminded of what a job waits for: each time once, and never of what is over (§8)."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from domain.accounts.model import Account, AccountStatus
from domain.automations.change_reply import change_reply
from domain.automations.undo_move import undo_move
from domain.firms.manage_members import update_firm
from domain.items.model import LinkedItem
from domain.jobs.link_item import relink_item, unlink_item
from domain.jobs.model import Job, JobStatus
from domain.jobs.move_job import MoveJob, move_job
from domain.jobs.send_reminders import send_reminders
from domain.jobs.set_job_status import set_job_status
from domain.pipelines.specs import StageSpec
from domain.shared.context import SYSTEM, Context
from domain.shared.errors import NotFound, RuleViolation
from domain.tasks.create_task import CreateTask, create_task
from persistence.database import RELAY_ROLE, Database
from persistence.ids import new_id
from persistence.queue import firms_due
from tests.builders import World, automation
from tests.workers.working import Working, with_contact
from workers.mailer import NotNow, Undeliverable
from workers.schedules import Schedules

DAY = 86_400


def asking(**settings: object) -> StageSpec:
    """A stage that asks the client, waits, and goes on by itself."""
    mail = {"subject": "Your documents", "body": "Please send them.", "wait": True, **settings}
    return StageSpec(name="Ask", automove=True, automations=(automation("send_email", **mail),))


def later(world: World, days: float) -> Context:
    return replace(world.context(SYSTEM), now=datetime.now(UTC) + timedelta(days=days))


async def a_job_that_asks(world: World, working: Working, **settings: object) -> tuple[Job, Account]:
    """Its mail was delivered, and the client has not replied yet."""
    pipeline = await world.pipeline(asking(**settings), "Go on")
    account = await with_contact(world)
    job = await world.job(pipeline, account)
    await working.drain_all(world)
    await working.deliver_all(world)
    assert len(working.mails.sent) == 1
    return job, account


async def reply_of(world: World, job: Job) -> LinkedItem:
    async with world.uow() as uow:
        [item] = await uow.items.of_visit(job.visit_id)
    return item


async def days_pass(world: World, working: Working, days: float) -> list[str]:
    """What the client got by then."""
    async with world.uow() as uow:
        await send_reminders(uow, later(world, days))
        await uow.commit()
    await working.execute(world, "UPDATE effects SET due_at = now() WHERE firm_id = $1", world.firm.id)
    await working.drain_all(world)
    await working.deliver_all(world)
    return [str(payload["subject"]) for _, payload in working.mails.sent[1:]]


async def due_by(world: World, days: float) -> int:
    """How many items the clock finds then."""
    async with world.uow() as uow:
        return await send_reminders(uow, later(world, days))


async def history_of(world: World, working: Working, job: Job, type_: str) -> int:
    sql = "SELECT count(*) FROM history WHERE firm_id = $1 AND job_id = $2 AND type = $3"
    return int(await working.value(world, sql, world.firm.id, job.id, type_))


async def test_those_who_got_it_are_reminded_at_their_times_and_no_more_often(
    world: World, working: Working
) -> None:
    job, _ = await a_job_that_asks(world, working, remind_after_days=3, reminders=2)
    assert await days_pass(world, working, 2.9) == []
    assert await days_pass(world, working, 3.1) == ["Reminder: Your documents"]
    assert await days_pass(world, working, 3.1) == ["Reminder: Your documents"]
    assert len(await days_pass(world, working, 6.1)) == 2
    assert len(await days_pass(world, working, 90)) == 2
    _, last = working.mails.sent[-1]
    assert (last["to"], last["cc"], last["body"]) == (["rita@client.example"], [], "Please send them.")
    assert len({key for key, _ in working.mails.sent}) == 3
    item = await reply_of(world, job)
    assert (item.reminders_sent, item.reminders_left, item.remind_at) == (2, 0, None)
    assert await history_of(world, working, job, "job.item_reminded") == 2


async def test_after_downtime_several_become_one(world: World, working: Working) -> None:
    job, _ = await a_job_that_asks(world, working, remind_after_days=1, reminders=9)
    assert len(await days_pass(world, working, 4.5)) == 1
    item = await reply_of(world, job)
    assert (item.reminders_sent, item.reminders_left) == (1, 5)
    assert len(await days_pass(world, working, 5.1)) == 2


async def test_a_mail_that_does_not_ask_for_reminders_has_none(world: World, working: Working) -> None:
    await a_job_that_asks(world, working, reminders=None)
    assert await days_pass(world, working, 90) == []


async def test_what_is_answered_is_not_reminded_of_and_the_job_goes_on(
    world: World, working: Working
) -> None:
    job, _ = await a_job_that_asks(world, working)
    item = await reply_of(world, job)
    answered = await change_reply(job.id, item.id, world.uow(), world.context(), answered=True)
    assert answered.resolution == "answered"
    assert await due_by(world, 4) == 0
    assert await days_pass(world, working, 4) == []
    async with world.uow() as uow:
        moved = await uow.jobs.get(job.id)
    assert moved.stage_id != job.stage_id
    await change_reply(job.id, item.id, world.uow(), world.context(), answered=True)
    assert await history_of(world, working, job, "job.item_resolved") == 1


async def test_not_answered_after_all_it_waits_again_and_a_job_that_went_on_stays(
    world: World, working: Working
) -> None:
    job, _ = await a_job_that_asks(world, working)
    item = await reply_of(world, job)
    await change_reply(job.id, item.id, world.uow(), world.context(), answered=False)
    assert await history_of(world, working, job, "job.item_reopened") == 0
    await change_reply(job.id, item.id, world.uow(), world.context(), answered=True)
    await working.drain_all(world)
    await change_reply(job.id, item.id, world.uow(), world.context(), answered=False)
    assert (await reply_of(world, job)).holds
    async with world.uow() as uow:
        assert (await uow.jobs.get(job.id)).stage_id != job.stage_id
    told = "SELECT text FROM notifications WHERE firm_id = $1"
    assert "is open again, but" in await working.value(world, told, world.firm.id)
    assert len(await days_pass(world, working, 4)) == 1


async def test_not_answered_after_all_in_the_same_stage_nobody_needs_telling(
    world: World, working: Working
) -> None:
    job, _ = await a_job_that_asks(world, working)
    await set_job_status(job.id, JobStatus.COMPLETED, world.uow(), world.context())
    item = await reply_of(world, job)
    for answered in (True, False):
        await change_reply(job.id, item.id, world.uow(), world.context(), answered=answered)
        await working.drain_all(world)
    assert (await reply_of(world, job)).holds
    assert await working.ids(world, "SELECT id FROM notifications WHERE firm_id = $1") == []


async def test_one_that_is_answered_before_it_leaves_is_not_sent(world: World, working: Working) -> None:
    job, _ = await a_job_that_asks(world, working)
    async with world.uow() as uow:
        assert await send_reminders(uow, later(world, 3.1)) == 1
        await uow.commit()
    item = await reply_of(world, job)
    await change_reply(job.id, item.id, world.uow(), world.context(), answered=True)
    assert await days_pass(world, working, 3.1) == []
    states = await working.ids(
        world, "SELECT DISTINCT state AS id FROM effects WHERE firm_id = $1 ORDER BY 1"
    )
    assert states == ["cancelled", "delivered"]


async def test_switched_off_none_is_sent_and_on_again_they_go_on(world: World, working: Working) -> None:
    job, _ = await a_job_that_asks(world, working, remind_after_days=1, reminders=2)
    item = await reply_of(world, job)
    async with world.uow() as uow:
        await send_reminders(uow, later(world, 1.1))
        await uow.commit()
    for _ in range(2):
        await change_reply(job.id, item.id, world.uow(), world.context(), reminders_on=False)
    assert await days_pass(world, working, 9) == []
    assert await history_of(world, working, job, "job.item_reminders_switched") == 1
    await change_reply(job.id, item.id, world.uow(), world.context(), reminders_on=True)
    assert len(await days_pass(world, working, 1.1)) == 1
    with pytest.raises(RuleViolation) as refused:
        await change_reply(job.id, item.id, world.uow(), world.context(), reminders_on=True)
    assert refused.value.stable_code == "no_reminders_left"


async def test_while_the_job_is_archived_none_is_sent_and_reopened_they_go_on(
    world: World, working: Working
) -> None:
    job, _ = await a_job_that_asks(world, working, remind_after_days=2, reminders=3)
    await set_job_status(job.id, JobStatus.ARCHIVED, world.uow(), world.context())
    assert await days_pass(world, working, 9) == []
    assert (await reply_of(world, job)).reminders_left == 3
    await set_job_status(job.id, JobStatus.ACTIVE, world.uow(), world.context())
    assert await days_pass(world, working, 9.5) == []
    assert len(await days_pass(world, working, 10.5)) == 1


async def test_an_archived_account_is_written_to_no_more(world: World, working: Working) -> None:
    job, account = await a_job_that_asks(world, working)
    async with world.uow() as uow:
        (await uow.accounts.get(account.id)).status = AccountStatus.ARCHIVED
        await uow.commit()
    assert await days_pass(world, working, 4) == []
    assert (await reply_of(world, job)).reminders_sent == 0


async def test_contacts_that_are_not_notified_any_more_get_no_reminder(
    world: World, working: Working
) -> None:
    _, account = await a_job_that_asks(world, working, mode="contact", remind_after_days=1, reminders=9)
    async with world.uow() as uow:
        [link] = await uow.account_contacts.of_account(account.id)
        link.notified = False
        await uow.commit()
    assert await days_pass(world, working, 2) == []
    async with world.uow() as uow:
        [link] = await uow.account_contacts.of_account(account.id)
        link.notified = True
        rita = await uow.contacts.get(link.contact_id)
        rita.emails = ["rita@new.example"]
        # Leo came later: the first mail was not for him.
        leo = uow.contacts.add(replace(rita, id=new_id(), first_name="Leo", emails=["leo@new.example"]))
        uow.account_contacts.add(replace(link, id=new_id(), contact_id=leo.id))
        await uow.commit()
    assert len(await days_pass(world, working, 4)) == 1
    _, last = working.mails.sent[-1]
    assert (last["to"], last["cc"]) == (["rita@new.example"], [])


async def test_nobody_is_reminded_of_a_mail_that_never_arrived(world: World, working: Working) -> None:
    working.mails.failures = [Undeliverable("There is no such address.")]
    pipeline = await world.pipeline(asking(), "Go on")
    job = await world.job(pipeline, await with_contact(world))
    await working.drain_all(world)
    await working.deliver_all(world)
    assert await days_pass(world, working, 4) == []
    assert working.mails.sent == []
    assert (await reply_of(world, job)).holds


async def test_a_reminder_that_can_not_be_delivered_is_told(world: World, working: Working) -> None:
    job, _ = await a_job_that_asks(world, working)
    working.mails.failures = [NotNow("Away."), Undeliverable("There is no such address.")]
    await days_pass(world, working, 3.1)
    told = "SELECT text FROM notifications WHERE firm_id = $1"
    assert await working.value(world, told, world.firm.id) is None
    await days_pass(world, working, 3.1)
    text = await working.value(world, told, world.firm.id)
    assert text == (
        f"“Reminder: Your documents” of “{job.name}” could not be delivered. There is no such address."
    )


async def test_unlinked_it_is_not_reminded_of_and_linked_again_not_at_once(
    world: World, working: Working
) -> None:
    job, _ = await a_job_that_asks(world, working)
    item = await reply_of(world, job)
    await unlink_item(job.id, item.id, world.uow(), world.context())
    assert await due_by(world, 4) == 0
    assert await days_pass(world, working, 4) == []
    with pytest.raises(NotFound):
        await change_reply(job.id, item.id, world.uow(), world.context(), answered=True)
    await relink_item(job.id, item.id, world.uow(), later(world, 4))
    assert await days_pass(world, working, 4) == []
    assert len(await days_pass(world, working, 6.1)) == 1


async def test_one_that_somebody_else_is_at_is_left_to_them(world: World, working: Working) -> None:
    job, _ = await a_job_that_asks(world, working)
    async with world.uow() as first:
        assert await send_reminders(first, later(world, 3.1)) == 1
        async with world.uow() as second:
            assert await send_reminders(second, later(world, 3.1)) == 0
        await first.commit()
    async with world.uow() as uow:
        assert await send_reminders(uow, later(world, 3.1)) == 0
    assert (await reply_of(world, job)).reminders_sent == 1


async def test_many_looks_at_once_remind_of_each_once(world: World, working: Working) -> None:
    pipeline = await world.pipeline(asking(), "Go on")
    for _ in range(8):
        await world.job(pipeline, await with_contact(world))
    await working.drain_all(world)
    await working.deliver_all(world)
    then = later(world, 3.1)

    async def look() -> None:
        async with world.uow() as uow:
            await send_reminders(uow, then)
            await uow.commit()

    for _ in range(3):
        await asyncio.gather(*(look() for _ in range(4)))
    keys = "SELECT key AS id FROM effects WHERE firm_id = $1 AND key LIKE 'reminder:%'"
    assert len(await working.ids(world, keys)) == 8
    assert (
        len(await days_pass(world, working, 3.1)) == 8 + 7
    )  # after the first mail, the others and the reminders


async def test_an_undone_move_reminds_of_nothing(world: World, working: Working) -> None:
    pipeline = await world.pipeline("Begin", asking(), "Go on")
    job = await world.job(pipeline, await with_contact(world))
    command = MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id, hold_seconds=60)
    await move_job(command, world.uow(), world.context())
    await working.drain_all(world)
    async with world.uow() as uow:
        [item] = await uow.items.of_visit((await uow.jobs.get(job.id)).visit_id)
    # The days are counted from when the mail leaves.
    assert item.remind_at is not None
    assert item.remind_at > item.linked_at + timedelta(days=3, seconds=30)
    await undo_move(job.id, world.uow(), world.context())
    assert await days_pass(world, working, 9) == []
    assert working.mails.sent == []


async def test_only_a_reply_can_be_answered(world: World, working: Working) -> None:
    job, _ = await a_job_that_asks(world, working)
    await create_task(CreateTask(title="Call", job_id=job.id), world.uow(), world.context())
    async with world.uow() as uow:
        [task] = [item for item in await uow.items.of_visit(job.visit_id) if item.type == "task"]
    with pytest.raises(RuleViolation) as refused:
        await change_reply(job.id, task.id, world.uow(), world.context(), answered=True)
    assert refused.value.stable_code == "not_a_reply"
    other = await world.job(await world.pipeline("X"))
    with pytest.raises(NotFound):
        await change_reply(other.id, task.id, world.uow(), world.context(), answered=True)


async def test_the_clock_of_the_firm_brings_them(world: World, working: Working, database_url: str) -> None:
    job, _ = await a_job_that_asks(world, working)
    watching = Database(database_url, role=RELAY_ROLE, pool_size=1, name="test relay")
    schedules = Schedules(watching, world.database)
    assert world.firm.id not in dict(await firms_due(watching))
    await update_firm({"test_clock_seconds": 3 * DAY + 60}, world.uow(), world.context())
    assert world.firm.id in dict[UUID, timedelta](await firms_due(watching))
    await schedules.look()
    await working.deliver_all(world)
    assert len(working.mails.sent) == 2
    assert (await reply_of(world, job)).reminders_sent == 1
    assert world.firm.id not in dict(await firms_due(watching))
    await watching.close()
