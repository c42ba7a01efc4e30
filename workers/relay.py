"""The relay: sees where work waits in PostgreSQL, of all firms, and wakes the workers. Without Redis it works itself."""

import asyncio
import contextlib
import logging
import signal
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from arq.connections import create_pool
from redis.exceptions import RedisError

from persistence.database import RELAY_ROLE, Database
from persistence.queue import Waiting, due_effects, pending_aggregates
from workers.crash_points import crash_point
from workers.deliver import Deliver
from workers.drain import Drain
from workers.mailer import mailer_for
from workers.settings import Settings
from workers.wake import QUEUE, ArqWaker, from_bytes, redis_settings, to_bytes

log = logging.getLogger(__name__)

POLL_SECONDS = 0.06
BATCH = 40
_MOST = 800
_REDIS_AGAIN_SECONDS = 3.0


@dataclass(slots=True)
class Relay:
    """Polls, and wakes."""

    database: Database
    drain: Drain
    deliver: Deliver
    redis_url: str | None = None
    _waker: ArqWaker | None = None
    _redis_after: float = field(default=0.0)

    async def once(self) -> int:
        """Look once; tells how much waits."""
        found: list[tuple[str, Sequence[Waiting]]] = [
            ("drain", await pending_aggregates(self.database, _MOST)),
            ("deliver", await due_effects(self.database, _MOST)),
        ]
        for task, waiting in found:
            for start in range(0, len(waiting), BATCH):
                await self._wake(task, waiting[start : start + BATCH])
        return sum(len(waiting) for _, waiting in found)

    async def _wake(self, task: str, batch: Sequence[Waiting]) -> None:
        waker = await self._arq()
        if waker is not None:
            try:
                crash_point("relay.before_wake")
                await waker.wake(task, batch)
                crash_point("relay.after_wake")
            except (RedisError, OSError) as error:
                log.warning("Redis is away, doing the work here: %s", error)
                self._waker, self._redis_after = None, time.monotonic() + _REDIS_AGAIN_SECONDS
            else:
                return
        await do(task, batch, self.drain, self.deliver)

    async def _arq(self) -> ArqWaker | None:
        """The way through Redis; None while there is none."""
        if self._waker is None and self.redis_url and time.monotonic() >= self._redis_after:
            try:
                redis = await create_pool(
                    redis_settings(self.redis_url),
                    job_serializer=to_bytes,
                    job_deserializer=from_bytes,
                    default_queue_name=QUEUE,
                )
                self._waker = ArqWaker(redis)
            except (RedisError, OSError):
                self._redis_after = time.monotonic() + _REDIS_AGAIN_SECONDS
        return self._waker

    async def until(self, stopped: asyncio.Event) -> None:
        """Go on until told to stop; a database that is away is waited for."""
        while not stopped.is_set():
            pause = POLL_SECONDS
            try:
                await self.once()
            except Exception:
                log.warning("the relay could not look", exc_info=True)
                pause = 1.0
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stopped.wait(), pause)


async def do(task: str, batch: Sequence[Waiting], drain: Drain, deliver: Deliver) -> None:
    """Do a batch here; one that fails does not keep the others from theirs, and is found again by the relay."""
    one: Callable[[Waiting], Awaitable[object]] = drain.aggregate if task == "drain" else deliver.effect
    for waiting in batch:
        try:
            await one(waiting)
        except Exception:
            log.warning("%s of %s failed", task, waiting, exc_info=True)


def run() -> None:
    """The relay's process."""
    asyncio.run(_main(Settings()))  # type: ignore[call-arg] # from the environment


async def _main(settings: Settings) -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    database = Database(settings.database_url, pool_size=4, name="tickmark relay works")
    watching = Database(settings.database_url, role=RELAY_ROLE, pool_size=2, name="tickmark relay")
    mailer = mailer_for(settings.smtp_url, settings.tickmark_mail_from)
    relay = Relay(watching, Drain(database), Deliver(database, mailer), settings.redis_url)
    try:
        await relay.until(stopped)
    finally:
        await watching.close()
        await database.close()
