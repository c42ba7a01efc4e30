"""Do a batch of work, in a worker or in the relay: pieces side by side, none keeps the others from theirs."""

import asyncio
import logging
from collections.abc import Sequence

from persistence.queue import Waiting
from workers.deliver import Deliver
from workers.drain import Drain

log = logging.getLogger(__name__)


class Work:
    """The two things there are to do. What was begun is finished, even when whoever waits for it is cancelled."""

    def __init__(self, drain: Drain, deliver: Deliver, *, drains: int, deliveries: int) -> None:
        self._drain = drain
        self._deliver = deliver
        self._places = {"drain": asyncio.Semaphore(drains), "deliver": asyncio.Semaphore(deliveries)}
        self._begun: set[asyncio.Task[None]] = set()
        self._closing = False

    async def do(self, task: str, batch: Sequence[Waiting]) -> None:
        """`drain` the aggregates or `deliver` the effects of a batch; what fails is found again by the relay."""
        pieces = [asyncio.create_task(self._one(task, waiting)) for waiting in batch]
        self._begun.update(pieces)
        for piece in pieces:
            piece.add_done_callback(self._begun.discard)
        if pieces:
            await asyncio.wait(pieces)  # being cancelled here does not reach the pieces

    async def finish(self, seconds: float) -> None:
        """Begin nothing more, and wait for what was begun; the rest is cut off and found again by the relay."""
        self._closing = True
        if self._begun:
            _, late = await asyncio.wait(self._begun, timeout=seconds)
            for piece in late:
                piece.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _one(self, task: str, waiting: Waiting) -> None:
        async with self._places[task]:
            if self._closing:
                return
            try:
                if task == "drain":
                    await self._drain.aggregate(waiting)
                else:
                    await self._deliver.effect(waiting)
            except Exception:
                log.warning("%s of %s failed", task, waiting, exc_info=True)
