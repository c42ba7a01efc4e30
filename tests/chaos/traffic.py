"""Clients that move and read until the API is gone, and remember what became of each request."""

import asyncio
from dataclasses import dataclass, field
from itertools import count
from uuid import UUID

import httpx

from domain.jobs.model import Job
from domain.pipelines.model import Pipeline

_PAUSE_SECONDS = 0.01


@dataclass(slots=True)
class Traffic:
    """What was answered, what a client may simply send again, and what it may not."""

    answered: int = 0
    moves: dict[str, tuple[UUID, int]] = field(default_factory=dict)
    retryable: int = 0
    failures: list[str] = field(default_factory=list)

    async def moving(self, client: httpx.AsyncClient, job: Job, pipeline: Pipeline) -> None:
        """Move the job to and fro, and look at it in between."""
        path = f"/v1/jobs/{job.id}"
        for turn in count(1):
            operation = f"{job.id}-{turn}"
            body = {"stage_id": str(pipeline.stages[turn % 2].id), "operation_id": operation}
            answer = await self.sent(client, "POST", f"{path}/move", body)
            if answer is not None and answer.status_code == 200:
                self.moves[operation] = (job.id, answer.json()["job"]["version"])
            if answer is None or await self.sent(client, "GET", path) is None:
                return
            await asyncio.sleep(_PAUSE_SECONDS)

    async def arriving(self, client: httpx.AsyncClient, path: str) -> None:
        """Read, over a new connection each time."""
        for _ in count():
            if await self.sent(client, "GET", path, Connection="close") is None:
                return
            await asyncio.sleep(_PAUSE_SECONDS)

    async def listening(self, client: httpx.AsyncClient) -> None:
        """Hold a live stream open, and another one when it ends, as the app does."""
        while True:
            try:
                async with client.stream("GET", "/v1/stream") as stream:
                    async for _ in stream.aiter_bytes():
                        pass
            except httpx.ConnectError:
                return
            except httpx.TransportError as error:
                self.failures.append(f"stream: {error!r}")
            await asyncio.sleep(_PAUSE_SECONDS)

    async def sent(
        self, client: httpx.AsyncClient, method: str, path: str, body: object = None, **headers: str
    ) -> httpx.Response | None:
        """Send a request; None when the API can be reached no more."""
        try:
            answer = await client.request(method, path, json=body, headers=headers)
        except httpx.ConnectError:
            self.retryable += 1
            return None
        except httpx.TransportError as error:
            self.failures.append(f"{method} {path}: {error!r}")
            return None
        if answer.status_code == 503 and "retry-after" in answer.headers:
            self.retryable += 1
        elif answer.is_success:
            self.answered += 1
        else:
            self.failures.append(f"{method} {path}: {answer.status_code} {answer.text[:200]}")
        return answer
