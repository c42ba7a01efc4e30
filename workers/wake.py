"""Waking workers through arq. PostgreSQL holds the work; what gets lost here is only a wake-up."""

import time
from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

import orjson
from arq.connections import ArqRedis, RedisSettings

from persistence.queue import Waiting

QUEUE = "tickmark"
# A wake-up for the same work is sent again after this many seconds: one that was lost heals, one that waits is not doubled.
AGAIN_SECONDS = 2
LONG_QUEUE = 2_000


class Waker(Protocol):
    """Something that gets work done, now or soon."""

    async def wake(self, task: str, batch: Sequence[Waiting]) -> None:
        """Have `drain` or `deliver` done for the batch."""
        ...


def redis_settings(url: str) -> RedisSettings:
    """Patient settings: Redis may come and go."""
    settings = RedisSettings.from_dsn(url)
    settings.conn_timeout = 2
    settings.conn_retries = 1
    settings.retry_on_timeout = True
    return settings


def to_bytes(value: Any) -> bytes:
    """Arq's job as JSON; its default would be pickle."""
    return orjson.dumps(value, default=str)


def from_bytes(value: bytes) -> Any:
    """The job back."""
    return orjson.loads(value)


def as_argument(batch: Sequence[Waiting]) -> list[list[str]]:
    """The batch as JSON holds it."""
    return [[str(waiting.firm_id), str(waiting.id)] for waiting in batch]


def from_argument(batch: Sequence[Sequence[str]]) -> list[Waiting]:
    """The batch of an argument."""
    return [Waiting(UUID(firm_id), UUID(id_)) for firm_id, id_ in batch]


class ArqWaker:
    """Sends wake-ups through Redis, each piece of work at most once in AGAIN_SECONDS."""

    def __init__(self, redis: ArqRedis) -> None:
        self._redis = redis
        self._sent: dict[tuple[str, Waiting], float] = {}

    async def wake(self, task: str, batch: Sequence[Waiting]) -> None:
        """Enqueue the part of the batch that was not sent a moment ago. A long queue is left to shrink first."""
        now = time.monotonic()
        self._sent = {key: at for key, at in self._sent.items() if at + AGAIN_SECONDS > now}
        fresh = [waiting for waiting in batch if (task, waiting) not in self._sent]
        if not fresh or await self._redis.zcard(QUEUE) > LONG_QUEUE:
            return
        await self._redis.enqueue_job(task, as_argument(fresh), _queue_name=QUEUE)
        self._sent |= {(task, waiting): now for waiting in fresh}
