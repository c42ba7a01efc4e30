"""Send what leaves the firm: at least once, under one stable key, and never after it was taken back."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from domain.automations.complete_effect import complete_effect
from domain.shared.clock import system_clock
from domain.shared.context import SYSTEM, Context
from persistence.database import Database
from persistence.ids import new_id
from persistence.pipelines.repository import PipelineCache
from persistence.queue import Waiting, claim_effect, is_still_mine, try_effect_again
from persistence.unit_of_work import PostgresUnitOfWork
from workers.crash_points import crash_point
from workers.mailer import Mailer, Undeliverable

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=40)
MOST_ATTEMPTS = 6


@dataclass(slots=True)
class Deliver:
    """Sends effects."""

    database: Database
    mailer: Mailer
    clock: Callable[[], datetime] = system_clock
    pipelines: PipelineCache = field(default_factory=PipelineCache)

    async def effect(self, waiting: Waiting) -> None:
        """Claim, send outside any transaction, complete only if the attempt is still ours."""
        claimed = await claim_effect(self.database, waiting, LEASE)
        if claimed is None:
            return
        crash_point("deliver.after_claim")
        attempt, error = claimed["attempt"], None
        try:
            await self.mailer.send(claimed["key"], claimed["payload"])
        except Undeliverable as refusal:
            error = str(refusal)
        except Exception as failure:  # noqa: BLE001 - whatever went wrong, it is told and tried again
            error = f"{type(failure).__name__}: {failure}"
            if attempt < MOST_ATTEMPTS:
                log.warning("mail %s could not be sent, trying again: %s", claimed["key"], error)
                after = timedelta(seconds=5 * 4 ** (attempt - 1))
                await try_effect_again(self.database, waiting.firm_id, waiting.id, attempt, after, error)
                return
        crash_point("deliver.after_send")
        await self._complete(waiting.firm_id, waiting.id, attempt, error)
        crash_point("deliver.after_complete")

    async def _complete(self, firm_id: UUID, effect_id: UUID, attempt: int, error: str | None) -> None:
        context = Context(firm_id=firm_id, actor=SYSTEM, now=self.clock(), new_id=new_id)
        async with PostgresUnitOfWork(self.database, firm_id, self.pipelines) as uow:
            if not await is_still_mine(uow.transaction, firm_id, effect_id, attempt):
                return
            await complete_effect(effect_id, self.mailer.name, error, uow, context)
            await uow.commit()
