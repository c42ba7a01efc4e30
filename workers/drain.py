"""Let the automations hear an aggregate's pending events: in order, each once, whatever crashes."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

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
        while True:
            try:
                if not await self._head(waiting):
                    return done
            except asyncpg.LockNotAvailableError:
                return done  # another worker is at it, and will go on to the end
            done += 1

    async def _head(self, waiting: Waiting) -> bool:
        event_id: UUID | None = None
        try:
            async with PostgresUnitOfWork(self.database, waiting.firm_id, self.pipelines) as uow:
                row = await head_of(uow.transaction, waiting)
                if row is None:
                    return False
                event_id = row["id"]
                crash_point("drain.before_reaction")
                now = self.clock() + timedelta(seconds=row["ahead"])
                context = Context(firm_id=waiting.firm_id, actor=SYSTEM, now=now, new_id=new_id)
                await react(read_fact(row), uow, context)
                await mark_done(uow.transaction, waiting.firm_id, row["id"])
                crash_point("drain.before_commit")
                await uow.commit()
                crash_point("drain.after_commit")
        except (asyncpg.PostgresConnectionError, asyncpg.InterfaceError, OSError):
            raise  # the database is away: no fault of the event
        except Exception as error:
            if event_id is None or isinstance(error, asyncpg.LockNotAvailableError):
                raise
            log.warning("event %s of firm %s failed", event_id, waiting.firm_id, exc_info=True)
            reason = f"{type(error).__name__}: {error}"
            # A parked event is passed over from now on; a failed one waits for its next attempt.
            return await note_failure(self.database, waiting.firm_id, event_id, reason)
        return True
