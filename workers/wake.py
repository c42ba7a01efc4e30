"""Waking workers through arq. PostgreSQL holds the work; what gets lost here is only a wake-up."""

import asyncio
import time
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any
from uuid import UUID

import orjson
from arq.connections import ArqRedis, RedisSettings, create_pool

from persistence.queue import Waiting
from workers.crash_points import crash_point

QUEUE = "tickmark"
# Workers write it every HEALTH_SECONDS, and it lasts a second longer.
WORKERS_ALIVE = f"{QUEUE}:health-check"
HEALTH_SECONDS = 5
# A wake-up for the same work is sent again after this many seconds: one that was lost heals, one that waits is not doubled.
AGAIN_SECONDS = 3
BATCH = 25
# So many batches in the queue are enough; the rest waits in PostgreSQL, where it is safe and in order.
LONG_QUEUE = 100
_PATIENCE = 2.0


def redis_settings(url: str) -> RedisSettings:
    """Redis may come and go: an attempt fails quickly, and whoever made it comes back later."""
    settings = RedisSettings.from_dsn(url)
    settings.conn_timeout = 2
    settings.conn_retries = 0
    settings.retry_on_timeout = True
    return settings


def to_bytes(value: Any) -> bytes:
    """Arq's job as JSON; its default would be pickle."""
    return orjson.dumps(value, default=str)


def from_bytes(value: bytes) -> Any:
    """The job back."""
    return orjson.loads(value)


def from_argument(batch: Sequence[Sequence[str]]) -> list[Waiting]:
    """The batch of an argument."""
    return [Waiting(UUID(firm_id), UUID(id_)) for firm_id, id_ in batch]


class ArqWaker:
    """Sends wake-ups through Redis, each piece of work at most once in AGAIN_SECONDS unless there is news of it."""

    def __init__(self, redis: ArqRedis) -> None:
        self._redis = redis
        self._sent: dict[tuple[str, UUID, UUID, int], float] = {}

    @classmethod
    async def connect(cls, url: str) -> "ArqWaker":
        """Raises RedisError or OSError when Redis is away."""
        redis = await create_pool(
            redis_settings(url),
            job_serializer=to_bytes,
            job_deserializer=from_bytes,
            default_queue_name=QUEUE,
        )
        return cls(redis)

    async def wake(self, task: str, waiting: Sequence[Waiting]) -> bool:
        """Enqueue what was not sent a moment ago, in batches; tells whether any worker is there to hear it.

        A long queue is left to shrink first. Raises RedisError or OSError when Redis is away, or so slow that it may as well be.
        """
        now = time.monotonic()
        self._sent = {key: at for key, at in self._sent.items() if at + AGAIN_SECONDS > now}
        fresh = [one for one in waiting if (task, one.firm_id, one.id, one.news) not in self._sent]
        if not fresh:
            return True
        crash_point("relay.before_wake")
        async with asyncio.timeout(_PATIENCE):
            if not await self._redis.exists(WORKERS_ALIVE):
                return False
            room = LONG_QUEUE - int(await self._redis.zcard(QUEUE))
            for start in range(0, min(len(fresh), room * BATCH), BATCH):
                batch = fresh[start : start + BATCH]
                await self._enqueue(task, batch)
                self._sent |= {(task, one.firm_id, one.id, one.news): now for one in batch}
        crash_point("relay.after_wake")
        return True

    async def _enqueue(self, task: str, batch: Sequence[Waiting]) -> None:
        argument = [[str(one.firm_id), str(one.id)] for one in batch]
        # The same batch at the same time, from two relays, is one job; later it is another, whatever became of the first.
        said = to_bytes([argument, [one.news for one in batch], int(time.time() / AGAIN_SECONDS)])
        job_id = f"{task}:{blake2b(said, digest_size=12).hexdigest()}"
        await self._redis.enqueue_job(task, argument, _job_id=job_id, _queue_name=QUEUE)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._redis.aclose()
