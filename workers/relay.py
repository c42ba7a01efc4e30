"""The relay: sees where work waits in PostgreSQL, of all firms, and wakes the workers. Without Redis it works itself."""

import asyncio
import contextlib
import gc
import logging
import signal
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import uvloop
from redis.exceptions import RedisError

from persistence.database import RELAY_ROLE, Database
from persistence.queue import Waiting, due_effects, pending_aggregates
from workers.deliver import Deliver
from workers.drain import Drain
from workers.mailer import mailer_for
from workers.priority import give_way
from workers.schedules import Schedules
from workers.settings import Settings
from workers.sweep import sweep_until
from workers.wake import ArqWaker
from workers.webhooks import webhooks_for
from workers.work import Work

log = logging.getLogger(__name__)

POLL_SECONDS = 0.06
FAILED_SECONDS = 1.0
MOST_OF_A_FIRM = 100
# What the relay does itself it waits for before it looks again: a burst of one firm must not make others wait for long.
MOST_BY_ITSELF = 12
MOST = 800
REDIS_AGAIN_SECONDS = 2.0
_LOOKS: dict[str, Callable[[Database, int, int], Awaitable[Sequence[Waiting]]]] = {
    "drain": pending_aggregates,
    "deliver": due_effects,
}


@dataclass(slots=True)
class Relay:
    """Polls, and wakes."""

    database: Database
    work: Work
    redis_url: str | None = None
    _waker: ArqWaker | None = None
    _redis_after: float = 0.0

    async def look(self, task: str) -> int:
        """Look once for work of this kind and get it done; tells how much of it was done here."""
        share = MOST_OF_A_FIRM if self._waker is not None else MOST_BY_ITSELF
        waiting = await _LOOKS[task](self.database, share, MOST)
        if not waiting or await self._wake(task, waiting):
            return 0
        await self.work.do(task, waiting)
        return len(waiting)

    async def until(self, stopped: asyncio.Event) -> None:
        """Go on until told to stop. A slow mail server holds up nothing but mail."""
        await asyncio.gather(*(self._watch(task, stopped) for task in _LOOKS))
        if self._waker is not None:
            await self._waker.close()

    async def _watch(self, task: str, stopped: asyncio.Event) -> None:
        while not stopped.is_set():
            begun = time.monotonic()
            try:
                done = await self.look(task)
            except Exception:  # the database is away or restarts: it is waited for
                log.warning("the relay could not look", exc_info=True)
                pause = FAILED_SECONDS
            else:
                # Looking at a long backlog takes longer: the database shall have time for the work itself.
                pause = max(POLL_SECONDS, 2 * (time.monotonic() - begun))
                pause = 0.001 if done >= MOST_BY_ITSELF else pause  # there is more
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stopped.wait(), min(pause, FAILED_SECONDS))

    async def _wake(self, task: str, waiting: Sequence[Waiting]) -> bool:
        """Wake workers through Redis; False when there is no Redis, or no worker, now."""
        try:
            if self._waker is None and self.redis_url and time.monotonic() >= self._redis_after:
                self._waker = await ArqWaker.connect(self.redis_url)
                log.info("waking workers through Redis")
            if self._waker is None:
                return False
            return await self._waker.wake(task, waiting)
        except (RedisError, OSError) as error:
            log.warning("Redis is away, the relay does the work: %s", error)
            lost, self._waker = self._waker, None
            self._redis_after = time.monotonic() + REDIS_AGAIN_SECONDS
            if lost is not None:
                with contextlib.suppress(RedisError, OSError):
                    await lost.close()
            return False


def run() -> None:
    """The relay's process."""
    gc.freeze()  # the modules stay
    give_way()
    uvloop.run(_main(Settings()))  # type: ignore[call-arg] # from the environment


async def _main(settings: Settings) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    watching = Database(settings.database_url, role=RELAY_ROLE, pool_size=2, name="tickmark relay")
    database = Database(settings.database_url, pool_size=10, name="tickmark relay works")
    mailer = mailer_for(settings.smtp_url, settings.tickmark_mail_from)
    deliver = Deliver(database, mailer, webhooks_for(settings, database))
    work = Work(Drain(database), deliver, drains=6, deliveries=10)
    relay = asyncio.create_task(Relay(watching, work, settings.redis_url).until(stopped))
    schedules = asyncio.create_task(Schedules(watching, database).until(stopped))
    sweeping = asyncio.create_task(sweep_until(stopped, watching, database))
    try:
        await stopped.wait()
        await work.finish(10)
        await relay
        await schedules
        await sweeping
    finally:
        await watching.close()
        await database.close()
