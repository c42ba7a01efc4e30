"""Two firms in two zones whose clock runs through a year meanwhile: schedules make jobs, timed automations tasks."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg

from domain.accounts.model import AccountType
from domain.accounts.save_account import CreateAccount, create_account
from domain.automations.registry import CATALOGUE
from domain.firms.set_up_firm import SetUpFirm, set_up_firm
from domain.pipelines.create_pipeline import CreatePipeline, create_pipeline
from domain.pipelines.specs import AutomationSpec, StageSpec
from domain.pipelines.trigger import Trigger
from domain.recurrences.model import JobTemplate
from domain.recurrences.save_recurrence import CreateRecurrences, create_recurrences
from domain.shared.clock import system_clock
from domain.shared.context import SYSTEM, Context
from persistence.database import Database
from persistence.firms.passwords import ArgonPasswords
from persistence.ids import new_id
from persistence.pipelines.repository import PipelineCache
from persistence.unit_of_work import PostgresUnitOfWork

# Both change their clocks within the year; half past two is the time that is left out and shown twice.
ZONES = ("America/New_York", "Europe/Rome")
_AT_MINUTE = 150
_ACCOUNTS = 2
_YEAR, _STEP, _WEEK = timedelta(days=366), timedelta(days=3), timedelta(days=7)
_EVERY_SECONDS = 0.8

_MADE = "SELECT count(*) FROM occurrences WHERE firm_id = $1 AND state = 'created'"
_JOBS = "SELECT count(*) FROM jobs WHERE firm_id = $1"
_LATE = """SELECT count(*) FROM runs r JOIN firms f ON f.id = r.firm_id WHERE r.firm_id = $1 AND r.timed
    AND r.state = 'waiting' AND r.due_at <= now() + f.test_clock_seconds * interval '1 second'"""
_NOT_DONE = "SELECT count(*) FROM runs WHERE firm_id = $1 AND timed AND state NOT IN ('waiting', 'succeeded')"
_TWICE = (
    """SELECT count(*) FROM (SELECT 1 FROM tasks WHERE firm_id = $1 GROUP BY job_id HAVING count(*) > 1) x"""
)
_TIMED = "SELECT count(*) FROM tasks WHERE firm_id = $1"


@dataclass(slots=True)
class ClockFirm:
    """A firm, and the first date of its schedules."""

    id: UUID
    zone: str
    first: date


@dataclass(slots=True)
class Clocks:
    """Puts the firms' clocks forward."""

    database_url: str
    firms: list[ClockFirm] = field(default_factory=list)
    ahead: timedelta = timedelta(0)
    rested: bool = False

    async def set_up(self) -> None:
        """The firms, each with a daily schedule for each of its accounts, and a task an hour after each job."""
        database = Database(self.database_url, pool_size=2, name="chaos clocks")
        try:
            for zone in ZONES:
                self.firms.append(await _firm(database, zone))
        finally:
            await database.close()

    async def run(self, connection: asyncpg.Connection, stopped: asyncio.Event) -> None:
        """Three days at a time, once a whole week: what was missed is made up for."""
        while not stopped.is_set() and self.ahead < _YEAR:
            step = _WEEK if self.ahead > _YEAR / 3 and not self.rested else _STEP
            self.rested = self.rested or step is _WEEK
            await self._to(connection, min(self.ahead + step, _YEAR))
            await asyncio.sleep(_EVERY_SECONDS)
        await self._to(connection, _YEAR)

    async def settled(self, connection: asyncpg.Connection) -> bool:
        """Whether all that is due was fired."""
        late = [await connection.fetchval(_LATE, firm.id) for firm in self.firms]
        made = [await connection.fetchval(_MADE, firm.id) for firm in self.firms]
        return not any(late) and made == [self._expected(firm) for firm in self.firms]

    async def judge(self, connection: asyncpg.Connection) -> tuple[dict[str, int], dict[str, int], int, int]:
        """What was lost, what happened twice, how many occurrences were expected, and how many were made."""
        lost: dict[str, int] = {"dates without a job": 0, "timed runs that never ran": 0}
        twice: dict[str, int] = {"dates with two jobs": 0, "timed tasks made twice": 0}
        expected = made = 0
        for firm in self.firms:
            wanted, jobs = self._expected(firm), await connection.fetchval(_JOBS, firm.id)
            expected, made = expected + wanted, made + jobs
            lost["dates without a job"] += max(0, wanted - jobs)
            twice["dates with two jobs"] += max(0, jobs - wanted)
            lost["timed runs that never ran"] += await connection.fetchval(_LATE, firm.id)
            lost["timed runs that never ran"] += await connection.fetchval(_NOT_DONE, firm.id)
            twice["timed tasks made twice"] += await connection.fetchval(_TWICE, firm.id)
        return lost, twice, expected, made

    async def timed_tasks(self, connection: asyncpg.Connection) -> int:
        """How many tasks timed automations made."""
        return sum([await connection.fetchval(_TIMED, firm.id) for firm in self.firms])

    def _expected(self, firm: ClockFirm) -> int:
        """One for each day from the first to the last whose half past two is over, for each account."""
        now = (datetime.now(UTC) + self.ahead).astimezone(ZoneInfo(firm.zone))
        over = (now.hour, now.minute) >= divmod(_AT_MINUTE, 60)
        last = now.date() if over else now.date() - timedelta(days=1)
        return ((last - firm.first).days + 1) * _ACCOUNTS

    async def _to(self, connection: asyncpg.Connection, ahead: timedelta) -> None:
        self.ahead = ahead
        seconds, ids = int(ahead.total_seconds()), [firm.id for firm in self.firms]
        sql = "UPDATE firms SET test_clock_seconds = $1 WHERE id = ANY($2)"
        await connection.execute(sql, seconds, ids)


async def make_firm(database: Database, zone: str) -> tuple[UUID, str, str]:
    """A new firm in this zone: its id, and how its owner signs in."""
    firm_id = new_id()
    command = SetUpFirm(
        firm_name=zone,
        time_zone=zone,
        currency="USD",
        name="Owner",
        email=f"{firm_id}@clock.example",
        password="through the whole year",  # noqa: S106 - of a firm that lives for a minute
    )
    context = Context(firm_id=firm_id, actor=SYSTEM, now=system_clock(), new_id=new_id)
    uow = PostgresUnitOfWork(database, firm_id, PipelineCache())
    await set_up_firm(command, ArgonPasswords(), uow, context)
    return firm_id, command.email, command.password


async def _firm(database: Database, zone: str) -> ClockFirm:
    firm_id, _, _ = await make_firm(database, zone)
    cache, context = (
        PipelineCache(),
        Context(firm_id=firm_id, actor=SYSTEM, now=system_clock(), new_id=new_id),
    )

    def uow() -> PostgresUnitOfWork:
        return PostgresUnitOfWork(database, firm_id, cache)

    later = AutomationSpec(
        action="create_task", settings={"title": "An hour later"}, trigger=Trigger("after", 1, "hours")
    )
    stages = (StageSpec(name="Begin", automations=(later,)), StageSpec(name="End"))
    pipeline = await create_pipeline(CreatePipeline(name="Daily", stages=stages), CATALOGUE, uow(), context)
    accounts = [
        (
            await create_account(CreateAccount(name=f"{n}", type=AccountType.COMPANY), uow(), context)
        ).account.id
        for n in range(_ACCOUNTS)
    ]
    values = {
        "rule": "FREQ=DAILY",
        "starts_on": context.now.date() + timedelta(days=1),
        "at_minute": _AT_MINUTE,
        "template": JobTemplate(name="[CURRENT_FULL_DATE]"),
    }
    wanted = CreateRecurrences(pipeline_id=pipeline.id, account_ids=tuple(accounts), values=values)
    [made, *_] = await create_recurrences(wanted, uow(), context)
    assert made.next_date is not None
    return ClockFirm(firm_id, zone, made.next_date)
