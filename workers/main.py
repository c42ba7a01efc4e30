"""The worker: arq wakes it, PostgreSQL tells it what to do."""

import asyncio
import logging
import signal
from collections.abc import Sequence
from typing import Any

from arq.worker import Worker, func
from redis.exceptions import RedisError

from persistence.database import Database
from workers.deliver import Deliver
from workers.drain import Drain
from workers.mailer import mailer_for
from workers.relay import do
from workers.settings import Settings
from workers.wake import QUEUE, from_argument, from_bytes, redis_settings, to_bytes

log = logging.getLogger(__name__)
_JOB_SECONDS = 60


async def drain(ctx: dict[Any, Any], batch: Sequence[Sequence[str]]) -> None:
    """Work off the pending events of a batch of aggregates."""
    await do("drain", from_argument(batch), ctx["drain"], ctx["deliver"])


async def deliver(ctx: dict[Any, Any], batch: Sequence[Sequence[str]]) -> None:
    """Send a batch of effects."""
    await do("deliver", from_argument(batch), ctx["drain"], ctx["deliver"])


def run() -> None:
    """The worker's process: serves until SIGTERM, waits while Redis is away."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    logging.getLogger("arq.worker").setLevel(logging.WARNING)
    asyncio.run(_main(Settings()))  # type: ignore[call-arg] # from the environment


async def _main(settings: Settings) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    database = Database(settings.database_url, pool_size=10, name="tickmark worker")
    mailer = mailer_for(settings.smtp_url, settings.tickmark_mail_from)
    context = {"drain": Drain(database), "deliver": Deliver(database, mailer)}
    if settings.redis_url is None:
        log.info("without Redis the relay does the work; waiting")
    try:
        while not stopped.is_set():
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, stopped.set)
            if settings.redis_url is None:
                await stopped.wait()
            else:
                await _serve(settings.redis_url, context, stopped)
    finally:
        await database.close()


async def _serve(redis_url: str, context: dict[str, Any], stopped: asyncio.Event) -> None:
    """Serve until told to stop, or until Redis is lost; then the caller begins anew."""
    worker = Worker(
        # PostgreSQL decides what is tried again; arq only wakes: nothing is kept, nothing is repeated.
        functions=[
            func(drain, name="drain", keep_result=0, timeout=_JOB_SECONDS, max_tries=1),  # type: ignore[arg-type]
            func(deliver, name="deliver", keep_result=0, timeout=_JOB_SECONDS, max_tries=1),  # type: ignore[arg-type]
        ],
        queue_name=QUEUE,
        redis_settings=redis_settings(redis_url),
        ctx=dict(context),
        poll_delay=0.05,
        max_jobs=10,
        job_completion_wait=10,
        health_check_interval=5,
        handle_signals=False,
        job_serializer=to_bytes,
        job_deserializer=from_bytes,
    )
    serving = asyncio.create_task(worker.async_run())
    waiting = asyncio.create_task(stopped.wait())
    await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if serving.done():
        log.warning("Redis was lost: %s", serving.exception())
        await asyncio.sleep(1)
    else:
        serving.cancel()
    try:
        await asyncio.gather(serving, return_exceptions=True)
        await worker.close()
    except (RedisError, OSError) as error:
        log.warning("Redis is away: %s", error)
