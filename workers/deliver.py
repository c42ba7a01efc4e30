"""Send what leaves the firm: at least once, under one stable key, and never after it was taken back."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from asyncpg import Record as Row

from domain.automations.complete_effect import complete_effect
from domain.shared.clock import system_clock
from domain.shared.context import SYSTEM, Context
from persistence.database import Database
from persistence.ids import new_id
from persistence.pipelines.repository import PipelineCache
from persistence.queue import Waiting, claim_effect, extend_lease, is_still_mine, try_effect_again
from persistence.unit_of_work import PostgresUnitOfWork
from workers.crash_points import crash_point
from workers.mailer import Mailer, Undeliverable

log = logging.getLogger(__name__)

# Short, so that a dead deliverer's mail goes on soon; a living one renews it.
LEASE = timedelta(seconds=6)
SEND_SECONDS = 40.0
MOST_ATTEMPTS = 6


@dataclass(slots=True)
class Deliver:
    """Sends effects."""

    database: Database
    mailer: Mailer
    clock: Callable[[], datetime] = system_clock
    lease: timedelta = LEASE
    pipelines: PipelineCache = field(default_factory=PipelineCache)

    async def effect(self, waiting: Waiting) -> None:
        """Claim, send outside any transaction, complete only if the attempt is still ours."""
        claimed = await claim_effect(self.database, waiting, self.lease)
        if claimed is None:
            return
        crash_point("deliver.after_claim")
        note: str | None = None
        try:
            note = await self._send(waiting, claimed)
        except Undeliverable as refusal:
            await self._complete(waiting, claimed, error=str(refusal))
            return
        except Exception as failure:  # noqa: BLE001 - whatever went wrong, it is told and tried again
            await self._later(waiting, claimed, failure)
            return
        crash_point("deliver.after_send")
        await self._complete(waiting, claimed, note=note)
        crash_point("deliver.after_complete")

    async def _send(self, waiting: Waiting, claimed: Row) -> str | None:
        keeping = asyncio.create_task(self._keep_lease(waiting, claimed["attempt"]))
        try:
            async with asyncio.timeout(SEND_SECONDS):
                return await self.mailer.send(claimed["key"], claimed["payload"])
        finally:
            keeping.cancel()
            await asyncio.wait({keeping})

    async def _keep_lease(self, waiting: Waiting, attempt: int) -> None:
        """Renew the lease while sending. Failing at it is no harm: whoever takes over then, the fence lets one complete."""
        mine = True
        while mine:
            await asyncio.sleep(self.lease.total_seconds() / 3)
            try:
                mine = await extend_lease(self.database, waiting, attempt, self.lease)
            except Exception:
                log.warning("the lease of %s could not be renewed", waiting, exc_info=True)

    async def _later(self, waiting: Waiting, claimed: Row, failure: Exception) -> None:
        """Try again after a growing while; the last attempt's failure is final, until a person asks for more."""
        attempt: int = claimed["attempt"]
        error = str(failure) or "The mail server did not answer in time."
        # Attempts are never counted anew (the fence needs that): a person's retry is the next round of as many.
        turn = attempt % MOST_ATTEMPTS
        if turn == 0:
            await self._complete(waiting, claimed, error=error)
            return
        log.warning("mail %s could not be sent, trying again: %s", claimed["key"], error, exc_info=failure)
        after = timedelta(seconds=5 * 4 ** (turn - 1))
        await try_effect_again(self.database, waiting, attempt, after, error)

    async def _complete(
        self,
        waiting: Waiting,
        claimed: Row,
        *,
        error: str | None = None,
        note: str | None = None,
    ) -> None:
        context = Context(firm_id=waiting.firm_id, actor=SYSTEM, now=self.clock(), new_id=new_id)
        async with PostgresUnitOfWork(self.database, waiting.firm_id, self.pipelines) as uow:
            if claimed["run_id"] is not None:
                # The run before its effects, as an undo locks them: in two orders they would wait for each other.
                await uow.runs.locked(claimed["run_id"])
            if await is_still_mine(uow.transaction, waiting, claimed["attempt"]):
                await complete_effect(waiting.id, self.mailer.name, uow, context, error=error, note=note)
                await uow.commit()
