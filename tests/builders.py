"""Builders: the smallest firm, account, pipeline and job that a test needs."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

from domain.accounts.model import Account, AccountType, Tag
from domain.automations.react import react
from domain.automations.registry import Catalogue
from domain.firms.model import Firm, Member, Role
from domain.jobs.create_jobs import CreateJobs, create_jobs
from domain.jobs.model import Job
from domain.pipelines.create_pipeline import CreatePipeline, create_pipeline
from domain.pipelines.model import Pipeline
from domain.pipelines.specs import AutomationSpec, StageSpec
from domain.shared.context import SYSTEM, Actor, Cause, Context
from domain.shared.events import Fact
from domain.shared.web_address import Allowed
from persistence.database import Database
from persistence.ids import new_id
from persistence.outbox import read_fact
from persistence.pipelines.repository import PipelineCache
from persistence.unit_of_work import PostgresUnitOfWork

# Webhooks of tests are received on loopback.
_CATALOGUE = Catalogue(Allowed.read("127.0.0.0/8"))


@dataclass(slots=True)
class World:
    """One firm in a database, with its owner."""

    database: Database
    firm: Firm
    owner: Member
    cache: PipelineCache = field(default_factory=PipelineCache)

    def uow(self) -> PostgresUnitOfWork:
        """A new unit of work of the firm."""
        return PostgresUnitOfWork(self.database, self.firm.id, self.cache)

    def context(self, actor: Actor | None = None) -> Context:
        """Now, by the owner."""
        who = actor or Actor("member", self.owner.id, self.owner.name)
        return Context(firm_id=self.firm.id, actor=who, now=datetime.now(UTC), new_id=new_id)

    async def account(self, name: str = "Rossi", tags: tuple[Tag, ...] = ()) -> Account:
        """A new account."""
        now = self.context()
        account = Account(
            firm_id=self.firm.id,
            id=new_id(),
            created_at=now.now,
            updated_at=now.now,
            name=name,
            type=AccountType.INDIVIDUAL,
            tag_ids=[tag.id for tag in tags],
        )
        async with self.uow() as uow:
            uow.accounts.add(account)
            await uow.commit()
        return account

    async def tag(self, name: str) -> Tag:
        """A new tag."""
        now = self.context().now
        tag = Tag(firm_id=self.firm.id, id=new_id(), created_at=now, updated_at=now, name=name)
        async with self.uow() as uow:
            uow.tags.add(tag)
            await uow.commit()
        return tag

    async def pipeline(self, *stages: StageSpec | str) -> Pipeline:
        """A new pipeline."""
        specs = tuple(StageSpec(name=stage) if isinstance(stage, str) else stage for stage in stages)
        command = CreatePipeline(name=f"Pipeline {new_id()}", stages=specs)
        return await create_pipeline(command, _CATALOGUE, self.uow(), self.context())

    async def erased(self, table: str, id: UUID) -> None:  # noqa: A002 - the product's word
        """Take a row away under those who name it, as was possible once; a pipeline counts as deleted."""
        change = "UPDATE pipelines SET deleted_at = now()" if table == "pipelines" else f"DELETE FROM {table}"
        async with self.uow() as uow:
            sql = f"{change} WHERE firm_id = $1 AND id = $2"
            await uow.transaction.driver.execute(sql, self.firm.id, id)
            await uow.commit()

    async def job(self, pipeline: Pipeline, account: Account | None = None) -> Job:
        """A new job in the first stage."""
        account = account or await self.account()
        command = CreateJobs(pipeline_id=pipeline.id, account_ids=(account.id,))
        return (await create_jobs(command, self.uow(), self.context()))[0]

    async def drain(self) -> int:
        """Let the automations hear every pending event, as the worker does; tells how many there were."""
        heard = 0
        while (fact := await self._next()) is not None:
            async with self.uow() as uow:
                await react(fact, uow, replace(self.context(SYSTEM), cause=Cause()))
                await uow.transaction.driver.execute(
                    "UPDATE events SET state = 1 WHERE firm_id = $1 AND id = $2", self.firm.id, fact.id
                )
                await uow.commit()
            heard += 1
        return heard

    async def _next(self) -> Fact | None:
        async with self.database.reading(self.firm.id) as reading:
            row = await reading.driver.fetchrow(
                "SELECT * FROM events WHERE firm_id = $1 AND state = 0 ORDER BY position LIMIT 1",
                self.firm.id,
            )
        return None if row is None else read_fact(row)


async def a_world(database: Database) -> World:
    """A new firm with its owner."""
    now, firm_id = datetime.now(UTC), new_id()
    firm = Firm(firm_id=firm_id, id=firm_id, created_at=now, updated_at=now, name="Ledger & Co")
    owner = Member(
        firm_id=firm_id,
        id=new_id(),
        created_at=now,
        updated_at=now,
        name="Olive Owner",
        email=f"owner-{firm_id}@firm.example",
        role=Role.OWNER,
    )
    world = World(database, firm, owner)
    async with world.uow() as uow:
        uow.firms.add(firm)
        uow.members.add(owner)
        await uow.commit()
    return world


def automation(action: str, **settings: object) -> AutomationSpec:
    """An automation with these settings."""
    return AutomationSpec(action=action, settings=settings)


def stage(name: str, *automations: AutomationSpec, automove: bool = False) -> StageSpec:
    """A stage with these automations."""
    return StageSpec(name=name, automove=automove, automations=automations)
