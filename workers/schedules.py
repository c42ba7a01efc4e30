"""What is due by the clock becomes an event like any other: from there on the outbox sees to it."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from uuid import UUID

from domain.automations.timed_runs import fire_due
from domain.jobs.send_reminders import send_reminders
from domain.jobs.tell_overdue import tell_overdue
from domain.recurrences.fire_recurrences import fire_recurrences
from domain.shared.clock import system_clock
from domain.shared.context import SYSTEM, Context
from domain.unit_of_work import UnitOfWork
from persistence.database import Database
from persistence.ids import new_id
from persistence.pipelines.repository import PipelineCache
from persistence.queue import firms_due, firms_overdue
from persistence.unit_of_work import PostgresUnitOfWork
from workers.crash_points import crash_point

log = logging.getLogger(__name__)

EVERY_SECONDS = 0.5
DAYS_EVERY_SECONDS = 5.0
Work = Callable[[UnitOfWork, Context], Awaitable[int]]


async def _fire(uow: UnitOfWork, context: Context) -> int:
    """What of a firm waits for an instant."""
    fired = await fire_due(uow, context) + await fire_recurrences(uow, context)
    return fired + await send_reminders(uow, context)


class Schedules:
    """Looks at the clock, for all firms. Two of them do no harm: what one has locked the other passes over."""

    def __init__(self, watching: Database, database: Database) -> None:
        self._watching = watching
        self._database = database
        self._cache = PipelineCache()
        self._days_at = 0.0

    async def look(self) -> int:
        """Fire what is due; tells how many things were. A firm that can't be served now is served the next time."""
        fired = await self._serve(await firms_due(self._watching), _fire)
        if time.monotonic() >= self._days_at:
            told = await self._serve(await firms_overdue(self._watching), tell_overdue)
            self._days_at = time.monotonic() + (0 if told else DAYS_EVERY_SECONDS)
            fired += told
        return fired

    async def _serve(self, firms: Sequence[tuple[UUID, timedelta]], work: Work) -> int:
        fired = 0
        for firm_id, ahead in firms:
            try:
                fired += await self._serve_one(firm_id, ahead, work)
            except Exception:
                log.warning("the schedules of firm %s could not be looked at", firm_id, exc_info=True)
        return fired

    async def _serve_one(self, firm_id: UUID, ahead: timedelta, work: Work) -> int:
        context = Context(firm_id=firm_id, actor=SYSTEM, now=system_clock() + ahead, new_id=new_id)
        async with PostgresUnitOfWork(self._database, firm_id, self._cache) as uow:
            fired = await work(uow, context)
            crash_point("schedules.before_commit")
            await uow.commit()
            crash_point("schedules.after_commit")
        return fired

    async def until(self, stopped: asyncio.Event) -> None:
        """Go on until told to stop; at once again while there is much to do."""
        while not stopped.is_set():
            try:
                fired = await self.look()
            except Exception:  # the database is away or restarts: it is waited for
                log.warning("the schedules could not be looked at", exc_info=True)
                fired = 0
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stopped.wait(), 0.01 if fired else EVERY_SECONDS)
