"""The worker: arq wakes it, PostgreSQL tells it what to do."""

import asyncio
import contextlib
import gc
import logging
import signal
from collections.abc import Sequence
from typing import Any

import uvloop
from arq.worker import Worker, create_worker, func
from redis.exceptions import RedisError

from persistence.database import Database
from workers.deliver import Deliver
from workers.drain import Drain
from workers.mailer import mailer_for
from workers.priority import give_way
from workers.settings import Settings
from workers.wake import (
    HEALTH_SECONDS,
    QUEUE,
    WORKERS_ALIVE,
    from_argument,
    from_bytes,
    redis_settings,
    to_bytes,
)
from workers.webhooks import webhooks_for
from workers.work import Work

log = logging.getLogger(__name__)

# After `kill -9` arq holds a job back this long and ten seconds more. The relay wakes for the same work long before.
_JOB_SECONDS = 15
_FINISH_SECONDS = 10
_REDIS_AGAIN_SECONDS = 1.0


async def drain(ctx: dict[str, Any], batch: Sequence[Sequence[str]]) -> None:
    """Work off the pending events of a batch of aggregates."""
    await ctx["work"].do("drain", from_argument(batch))


async def deliver(ctx: dict[str, Any], batch: Sequence[Sequence[str]]) -> None:
    """Send a batch of effects."""
    await ctx["work"].do("deliver", from_argument(batch))


def make_worker(redis_url: str, work: Work) -> Worker:
    """Arq's part of it. PostgreSQL decides what is tried again: nothing is kept here, nothing repeated."""
    return create_worker(
        {},  # no settings class: it would lose what it inherits
        functions=[
            func(one, name=name, keep_result=0, timeout=_JOB_SECONDS, max_tries=1)
            for name, one in (("drain", drain), ("deliver", deliver))
        ],
        queue_name=QUEUE,
        redis_settings=redis_settings(redis_url),
        ctx={"work": work},
        poll_delay=0.05,
        max_jobs=20,
        # Batches of workers that were killed stand at the front for a while: read past them.
        queue_read_limit=500,
        job_completion_wait=_FINISH_SECONDS,
        health_check_interval=HEALTH_SECONDS,
        health_check_key=WORKERS_ALIVE,
        handle_signals=False,
        retry_jobs=False,
        job_serializer=to_bytes,
        job_deserializer=from_bytes,
    )


async def serve(redis_url: str, work: Work, stopped: asyncio.Event) -> None:
    """Serve until told to stop. When Redis is lost arq ends; it is begun anew until Redis is back."""
    waiting = asyncio.create_task(stopped.wait())
    lost = False
    while not stopped.is_set():
        worker = make_worker(redis_url, work)
        serving = asyncio.create_task(worker.async_run())
        await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if serving.done() and not serving.cancelled():
            if not lost:
                log.warning("Redis is away, waiting for it: %s", serving.exception())
            lost = True
        else:
            worker.allow_pick_jobs = False
            await work.finish(_FINISH_SECONDS)
        await _leave(worker, serving)
        if not stopped.is_set():
            await asyncio.wait({waiting}, timeout=_REDIS_AGAIN_SECONDS)


async def _leave(worker: Worker, serving: asyncio.Task[None]) -> None:
    """End arq's tasks. Arq's own way of closing would end this process with them when Redis is away."""
    for task in (serving, *worker.tasks.values()):
        task.cancel()
    await asyncio.gather(serving, *worker.tasks.values(), return_exceptions=True)
    pool = worker.ctx.get("redis")
    if pool is not None:
        with contextlib.suppress(RedisError, OSError):
            await pool.aclose()


def run() -> None:
    """The worker's process: serves until SIGTERM, waits while Redis is away."""
    gc.freeze()  # the modules stay
    give_way()
    uvloop.run(_main(Settings()))  # type: ignore[call-arg] # from the environment


async def _main(settings: Settings) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    if settings.redis_url is None:
        log.info("without Redis the relay does the work; nothing to do here")
        await stopped.wait()
        return
    database = Database(settings.database_url, pool_size=10, name="tickmark worker")
    mailer = mailer_for(settings.smtp_url, settings.tickmark_mail_from)
    sender = Deliver(database, mailer, webhooks_for(settings, database))
    try:
        await serve(settings.redis_url, Work(Drain(database), sender, drains=6, deliveries=20), stopped)
    finally:
        await database.close()
