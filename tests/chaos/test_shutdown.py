"""SIGTERM under load (R10): what was begun is answered, what was answered is kept, nothing is half done."""

import asyncio
import os
import signal
import sys
from collections import Counter
from pathlib import Path

import httpx
import pytest

from domain.firms.sign_in import begin_session
from tests.builders import World
from tests.workers.test_smtp import free_port
from tests.workers.working import Working

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = 8
LOAD_SECONDS = 1.0
WAS_DONE = "SELECT count(*) FROM history WHERE firm_id = $1 AND type = 'job.stage_changed' AND cause ->> 'operation_id' = $2"


class Load:
    """Clients that move jobs to and fro until the server is gone."""

    def __init__(self, url: str, cookie: str, jobs: list[str], stages: list[str]) -> None:
        self.url, self.cookie, self.jobs, self.stages = url, cookie, jobs, stages
        self.done: list[str] = []
        self.outcomes: Counter[str] = Counter()
        self.unanswered: list[str] = []

    async def client(self, number: int) -> None:
        headers = {"Cookie": self.cookie, "Sec-Fetch-Site": "same-origin"}
        async with httpx.AsyncClient(base_url=self.url, headers=headers, timeout=20) as http:
            for turn in range(1, 10_000):
                operation = f"{number}-{turn}"
                body = {"stage_id": self.stages[turn % 2], "operation_id": operation, "hold_seconds": 0}
                try:
                    answer = await http.post(f"/v1/jobs/{self.jobs[number]}/move", json=body)
                except httpx.ConnectError:
                    self.outcomes["refused"] += 1
                    return
                except httpx.TransportError:
                    self.unanswered.append(operation)
                    continue
                self._note(answer, operation)

    def _note(self, answer: httpx.Response, operation: str) -> None:
        if answer.status_code == 200:
            self.done.append(operation)
            self.outcomes["done"] += 1
        elif answer.status_code == 503 and "retry-after" in answer.headers:
            self.outcomes["later"] += 1
        else:
            self.outcomes[f"bad {answer.status_code}"] += 1


async def ready(http: httpx.AsyncClient) -> None:
    for _ in range(300):
        try:
            if (await http.get("/readyz")).status_code == 200:
                return
        except httpx.TransportError:
            pass
        await asyncio.sleep(0.1)
    raise AssertionError("the API did not start")


@pytest.mark.slow
async def test_a_server_that_is_told_to_end_finishes_what_it_began(
    world: World, working: Working, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pipeline = await world.pipeline("A", "B")
    jobs = [str((await world.job(pipeline)).id) for _ in range(CLIENTS)]
    session = await begin_session(world.owner.id, "test", "", world.uow(), world.context())
    url = f"http://127.0.0.1:{(port := free_port())}"
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "REDIS_URL": "",
        "TICKMARK_REQUESTS_A_MINUTE": "1000000",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", "cli", "serve", "--port", str(port), cwd=ROOT, env=environment
    )
    load = Load(url, f"session={session.token}", jobs, [str(stage.id) for stage in pipeline.stages])
    async with httpx.AsyncClient(base_url=url) as http:
        await ready(http)
    clients = [asyncio.create_task(load.client(number)) for number in range(CLIENTS)]
    await asyncio.sleep(LOAD_SECONDS)
    process.send_signal(signal.SIGTERM)
    await asyncio.gather(*clients)
    assert await process.wait() in (0, -signal.SIGTERM)

    # A connection that was closed while idle loses a request that the server never had: that one may be sent again.
    lost = [one for one in load.unanswered if await working.value(world, WAS_DONE, world.firm.id, one)]
    kept = [one for one in load.done if await working.value(world, WAS_DONE, world.firm.id, one) == 1]
    bad = sum(count for outcome, count in load.outcomes.items() if outcome.startswith("bad"))
    with capsys.disabled():
        print(f"\nshutdown done={len(load.done)} non_retryable={bad + len(lost)} {dict(load.outcomes)}")  # noqa: T201
    assert (bad, lost) == (0, [])
    assert kept == load.done
    assert len(load.done) > CLIENTS
