"""Let the automations hear an aggregate's pending events: in order, each once, whatever crashes."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
from asyncpg import Record as Row

from domain.automations.parked_events import tell_parked
from domain.automations.react import react
from domain.shared.clock import system_clock
from domain.shared.context import SYSTEM, Context
from persistence.database import Database
from persistence.ids import new_id
from persistence.outbox import read_fact
from persistence.pipelines.repository import PipelineCache
from persistence.queue import Waiting, head_of, mark_done, note_failure
from persistence.unit_of_work import PostgresUnitOfWork
from workers.crash_points import crash_point

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Drain:
    """Works off the outbox."""

    database: Database
    clock: Callable[[], datetime] = system_clock
    pipelines: PipelineCache = field(default_factory=PipelineCache)

    async def aggregate(self, waiting: Waiting) -> int:
        """Work off one aggregate until nothing of it is pending; tells how many events had their consequences.

        The row lock on the head is the fence, so there is no lease: it is held until the consequences are committed
        together with the mark, and PostgreSQL lets it go when this process dies.
        """
        done = 0
        more = True
        while more:
            try:
                worked, more = await self._head(waiting)
            except asyncpg.LockNotAvailableError:
                return done  # another worker is at it, and will go on to the end
            done += worked
        return done

    async def _head(self, waiting: Waiting) -> tuple[bool, bool]:
        """Work off the first pending event; tells whether there was one, and whether another waits behind it."""
        row: Row | None = None
        try:
            async with PostgresUnitOfWork(self.database, waiting.firm_id, self.pipelines) as uow:
                row = await head_of(uow.transaction, waiting)
                if row is None:
                    return False, False
                crash_point("drain.before_reaction")
                now = self.clock() + timedelta(seconds=row["ahead"])
                context = Context(firm_id=waiting.firm_id, actor=SYSTEM, now=now, new_id=new_id)
                await react(read_fact(row), uow, context)
                await uow.flush()  # what it led to may wait behind it
                more = await mark_done(uow.transaction, waiting.firm_id, row["id"])
                crash_point("drain.before_commit")
                await uow.commit()
                crash_point("drain.after_commit")
        except (asyncpg.PostgresConnectionError, asyncpg.InterfaceError, OSError):
            raise  # the database is away: no fault of the event
        except Exception as error:
            if row is None or isinstance(error, asyncpg.LockNotAvailableError):
                raise
            log.warning("event %s of firm %s failed", row["id"], waiting.firm_id, exc_info=True)
            # A parked event is passed over from now on; a failed one waits for its next attempt.
            parked = await self._failed(waiting.firm_id, row, f"{type(error).__name__}: {error}")
            return parked, parked
        return True, more

    async def _failed(self, firm_id: UUID, row: Row, reason: str) -> bool:
        """Count the attempt; after the last one the event is parked, and told in the same transaction."""
        try:
            async with PostgresUnitOfWork(self.database, firm_id, self.pipelines) as uow:
                parked = await note_failure(uow.transaction, firm_id, row["id"], reason)
                if parked:
                    now = self.clock() + timedelta(seconds=row["ahead"])
                    context = Context(firm_id=firm_id, actor=SYSTEM, now=now, new_id=new_id)
                    await tell_parked(read_fact(row), uow, context)
                await uow.commit()
        except Exception:
            # What poisons the event may poison the telling too: it is parked in any case.
            log.warning(
                "event %s of firm %s is parked and could not be told", row["id"], firm_id, exc_info=True
            )
            async with self.database.writing(firm_id) as writing:
                parked = await note_failure(writing, firm_id, row["id"], reason)
        return parked
