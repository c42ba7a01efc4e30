"""Workers in this process, for tests."""

from collections.abc import Mapping
from typing import Any

from domain.accounts.model import Account, AccountContact, Contact
from domain.jobs.model import Job
from domain.jobs.move_job import MoveJob, move_job
from domain.pipelines.model import Pipeline
from persistence.database import Database
from persistence.ids import new_id
from persistence.queue import Waiting
from tests.builders import World, automation, stage
from workers.deliver import Deliver
from workers.drain import Drain
from workers.work import Work

MAIL = automation("send_email", subject="Hello", body="We begin.")


class Outbox:
    """A mailer that keeps what it was given."""

    name = "test"

    def __init__(self) -> None:
        self.sent: list[tuple[str, Mapping[str, Any]]] = []
        self.failures: list[Exception] = []

    async def send(self, key: str, payload: Mapping[str, Any]) -> str | None:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((key, payload))
        return None


class Working:
    """A drain and a deliverer on one firm's work."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.mails = Outbox()
        self.drain = Drain(database)
        self.deliver = Deliver(database, self.mails)

    @property
    def work(self) -> Work:
        """Both, as a worker has them."""
        return Work(self.drain, self.deliver, drains=4, deliveries=4)

    async def pending(self, world: World) -> list[Waiting]:
        rows = await self.ids(
            world, "SELECT DISTINCT aggregate_id AS id FROM events WHERE firm_id = $1 AND state = 0"
        )
        return [Waiting(world.firm.id, row) for row in rows]

    async def effects(self, world: World) -> list[Waiting]:
        rows = await self.ids(world, "SELECT id FROM effects WHERE firm_id = $1 ORDER BY id")
        return [Waiting(world.firm.id, row) for row in rows]

    async def drain_all(self, world: World) -> None:
        while waiting := await self.pending(world):
            for one in waiting:
                await self.drain.aggregate(one)

    async def deliver_all(self, world: World) -> None:
        for one in await self.effects(world):
            await self.deliver.effect(one)

    async def value(self, world: World, sql: str, *arguments: object) -> Any:
        async with self.database.reading(world.firm.id) as reading:
            return await reading.driver.fetchval(sql, *arguments)

    async def execute(self, world: World, sql: str, *arguments: object) -> None:
        async with self.database.writing(world.firm.id) as writing:
            await writing.driver.execute(sql, *arguments)

    async def ids(self, world: World, sql: str) -> list[Any]:
        async with self.database.reading(world.firm.id) as reading:
            return [row["id"] for row in await reading.driver.fetch(sql, world.firm.id)]


async def with_contact(world: World) -> Account:
    """An account that can be written to."""
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
    """A job moved into a stage that sends an e-mail."""
    pipeline = await world.pipeline("A", stage("B", MAIL), "C")
    job = await world.job(pipeline, await with_contact(world))
    command = MoveJob(job_id=job.id, stage_id=pipeline.stages[1].id, hold_seconds=hold_seconds)
    await move_job(command, world.uow(), world.context())
    return pipeline, job
