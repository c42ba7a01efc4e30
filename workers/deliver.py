"""Send what leaves the firm: at least once, under one stable key, and never after it was taken back."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import uniform

from asyncpg import Record as Row

from domain.automations.complete_effect import complete_effect, note_attempt
from domain.firms.webhook_secret import NoMasterKey
from domain.jobs.send_reminders import OF_ITEM, withdraw_reminder
from domain.shared.clock import system_clock
from domain.shared.context import SYSTEM, Context
from domain.shared.effects import Attempt
from persistence.database import Database
from persistence.ids import new_id
from persistence.pipelines.repository import PipelineCache
from persistence.queue import Waiting, claim_effect, extend_lease, is_still_mine, try_effect_again
from persistence.unit_of_work import PostgresUnitOfWork
from workers.crash_points import crash_point
from workers.mailer import Mailer
from workers.outcomes import NotNow, Reply, Sent, Undeliverable
from workers.webhooks import Webhooks

log = logging.getLogger(__name__)

WEBHOOK = "webhook"
# Short, so that a dead deliverer's mail goes on soon; a living one renews it.
LEASE = timedelta(seconds=6)
SEND_SECONDS = 40.0
MOST_ATTEMPTS = 6
# Between two attempts. A mail server is back soon, or a person looks; whoever runs a receiver may be asleep.
_MAIL_PAUSES = tuple(timedelta(seconds=5 * 4**turn) for turn in range(MOST_ATTEMPTS - 1))
_WEBHOOK_PAUSES = tuple(timedelta(seconds=seconds) for seconds in (5, 60, 300, 1800, 7200))
_AROUND = 0.2


@dataclass(slots=True)
class Deliver:
    """Sends effects."""

    database: Database
    mailer: Mailer
    webhooks: Webhooks | None = None
    clock: Callable[[], datetime] = system_clock
    lease: timedelta = LEASE
    pipelines: PipelineCache = field(default_factory=PipelineCache)

    async def effect(self, waiting: Waiting) -> None:
        """Claim, send outside any transaction, complete only if the attempt is still ours."""
        claimed = await claim_effect(self.database, waiting, self.lease)
        if claimed is None:
            return
        crash_point("deliver.after_claim")
        if OF_ITEM in claimed["payload"] and await self._withdrawn(waiting, claimed):
            return
        try:
            sent = await self._send(waiting, claimed)
        except Undeliverable as refusal:
            await self._complete(waiting, claimed, refusal.reply, error=str(refusal))
            return
        except Exception as failure:  # noqa: BLE001 - whatever went wrong, it is told and tried again
            await self._later(waiting, claimed, failure)
            return
        crash_point("deliver.after_send")
        await self._complete(waiting, claimed, sent.reply, note=sent.note)
        crash_point("deliver.after_complete")

    async def _withdrawn(self, waiting: Waiting, claimed: Row) -> bool:
        """Whether what it reminds of came meanwhile, or is waited for no more: then it is not sent."""
        async with PostgresUnitOfWork(self.database, waiting.firm_id, self.pipelines) as uow:
            if not await is_still_mine(uow.transaction, waiting, claimed["attempt"]):
                return True
            withdrawn = await withdraw_reminder(waiting.id, uow)
            await uow.commit()
        return withdrawn

    async def _send(self, waiting: Waiting, claimed: Row) -> Sent:
        keeping = asyncio.create_task(self._keep_lease(waiting, claimed["attempt"]))
        try:
            async with asyncio.timeout(SEND_SECONDS):
                return await self._by_its_type(waiting, claimed)
        finally:
            keeping.cancel()
            await asyncio.wait({keeping})

    async def _by_its_type(self, waiting: Waiting, claimed: Row) -> Sent:
        if claimed["type"] != WEBHOOK:
            return Sent(await self.mailer.send(claimed["key"], claimed["payload"]))
        if self.webhooks is None:
            raise Undeliverable(str(NoMasterKey()))
        sent = await self.webhooks.send(
            waiting.firm_id, claimed["job_id"], claimed["key"], claimed["payload"]
        )
        crash_point("deliver.after_call")
        return sent

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
        reply, at_least = (failure.reply, failure.after) if isinstance(failure, NotNow) else (None, None)
        # Attempts are never counted anew (the fence needs that): a person's retry is the next round of as many.
        turn = attempt % MOST_ATTEMPTS
        if turn == 0:
            await self._complete(waiting, claimed, reply, error=error)
            return
        log.warning(
            "%s %s could not be sent, trying again: %s",
            claimed["type"],
            claimed["key"],
            error,
            exc_info=None if isinstance(failure, NotNow) else failure,
        )
        if claimed["type"] == WEBHOOK:
            async with PostgresUnitOfWork(self.database, waiting.firm_id, self.pipelines) as uow:
                await note_attempt(waiting.id, claimed["run_id"], self._told(claimed, reply, error), uow)
                await uow.commit()
        pauses = _WEBHOOK_PAUSES if claimed["type"] == WEBHOOK else _MAIL_PAUSES
        # Not all that failed together come back together.
        after = pauses[turn - 1] * uniform(1 - _AROUND, 1 + _AROUND)  # noqa: S311 - no secret
        await try_effect_again(self.database, waiting, attempt, max(after, at_least or after), error)

    async def _complete(
        self,
        waiting: Waiting,
        claimed: Row,
        reply: Reply | None,
        *,
        error: str | None = None,
        note: str | None = None,
    ) -> None:
        context = Context(firm_id=waiting.firm_id, actor=SYSTEM, now=self.clock(), new_id=new_id)
        told = self._told(claimed, reply, error) if claimed["type"] == WEBHOOK else None
        by = self.mailer.name if told is None else WEBHOOK
        async with PostgresUnitOfWork(self.database, waiting.firm_id, self.pipelines) as uow:
            # The job, its run, its effects: locked as an undo does. In two orders they would wait for each other.
            if told is not None:
                await uow.jobs.locked(claimed["job_id"])
            if claimed["run_id"] is not None:
                await uow.runs.locked(claimed["run_id"])
            if await is_still_mine(uow.transaction, waiting, claimed["attempt"]):
                await complete_effect(waiting.id, by, uow, context, error=error, note=note, attempt=told)
                await uow.commit()

    def _told(self, claimed: Row, reply: Reply | None, error: str | None) -> Attempt:
        """What the run log shows of this attempt."""
        status, text = (reply.status, reply.text) if reply else (None, "")
        return Attempt(number=claimed["attempt"], at=self.clock(), status=status, text=text, error=error)
