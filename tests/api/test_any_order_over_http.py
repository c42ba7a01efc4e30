"""Two people at once over HTTP, in any order, while two workers drain: at the end every promise holds."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import hypothesis
import pytest

from api.services import Services
from domain.firms.model import Member, Role
from persistence.database import Database
from tests.any_order import Office, an_office, steps
from tests.api.conftest import Client, signed_in
from tests.workers.working import Working

ENOUGH_SECONDS = 15.0
# Both act on the same few jobs: that is where they get into each other's way.
CONTENDED = 2
# Done, refused by a rule, or to be tried again later (two who lock the same things the other way round).
ANSWERS = frozenset({200, 201, 204, 404, 409, 412, 503})


@dataclass(slots=True)
class Person:
    """Somebody who does what the office's acts are, as requests."""

    client: Client
    office: Office

    async def all(self, acts: Sequence[tuple[str, int]]) -> None:
        for act, number in acts:
            await self._do(act, number)

    async def _do(self, act: str, number: int) -> None:
        jobs = (await self.client.get("/v1/jobs", sort="created_at")).json()["data"]
        if act == "create" or not jobs:
            account = await self.client.made("/v1/accounts", {"name": "Rossi"})
            body = {"pipeline_id": str(self.office.pipeline.id), "account_id": account["id"]}
            self._seen(await self.client.post("/v1/jobs", body))
            return
        job = jobs[number % min(len(jobs), CONTENDED)]
        path, statuses = f"/v1/jobs/{job['id']}", self.office.pipeline.statuses
        acts: Mapping[str, Callable[[], Awaitable[httpx.Response | None]]] = {
            "move": lambda: self.client.post(f"{path}/move", self._to(number)),
            "transfer": lambda: self.client.post(f"{path}/transfer", self._away(number)),
            "finish": lambda: self._finish(job),
            "reopen": lambda: self._set_task(job, number, "planned"),
            "tag": lambda: self._tag(job, number),
            "hold": lambda: self.client.post(f"{path}/status", {"status_id": str(statuses[0].id)}),
            "missing": lambda: self.client.post(f"{path}/status", {"status_id": str(statuses[1].id)}),
            "active": lambda: self.client.post(f"{path}/status", {"status": "active"}),
            "complete": lambda: self.client.post(f"{path}/status", {"status": "completed"}),
            "unlink": lambda: self._unlink(path, number),
            "undo": lambda: self.client.post(f"{path}/move/undo", {}),
        }
        self._seen(await acts[act]())

    def _seen(self, answer: httpx.Response | None) -> None:
        assert answer is None or answer.status_code in ANSWERS, answer.text

    def _to(self, number: int) -> dict[str, Any]:
        stages = self.office.pipeline.stages
        return {"stage_id": str(stages[number % len(stages)].id), "hold_seconds": 60}

    def _away(self, number: int) -> dict[str, Any]:
        stages = (*self.office.other.stages, *self.office.pipeline.stages)
        return {"stage_id": str(stages[number % len(stages)].id), "hold_seconds": 60}

    async def _set_task(self, job: Any, number: int, status: str) -> httpx.Response | None:
        tasks = (await self.client.get("/v1/tasks", job_id=job["id"])).json()["data"]
        if not tasks:
            return None
        task = tasks[number % len(tasks)]["id"]
        return await self.client.send("PATCH", f"/v1/tasks/{task}", {"status": status})

    async def _finish(self, job: Any) -> None:
        """Tick off all that is open: the job may move on."""
        for task in (await self.client.get("/v1/tasks", job_id=job["id"], status="planned")).json()["data"]:
            self._seen(await self.client.send("PATCH", f"/v1/tasks/{task['id']}", {"status": "completed"}))

    async def _tag(self, job: Any, number: int) -> httpx.Response:
        tags = ["Extension"] if number % 2 else []
        return await self.client.send("PUT", f"/v1/accounts/{job['account_id']}/tags", {"tags": tags})

    async def _unlink(self, path: str, number: int) -> httpx.Response | None:
        items = (await self.client.get(f"{path}/items")).json()["data"]
        if not items:
            return None
        return await self.client.send("DELETE", f"{path}/items/{items[number % len(items)]['id']}")


async def an_admin(office: Office) -> Member:
    now = office.world.context()
    admin = Member(
        firm_id=office.world.firm.id,
        id=now.new_id(),
        created_at=now.now,
        updated_at=now.now,
        name="Adam Admin",
        email=f"adam-{now.new_id()}@firm.example",
        role=Role.ADMIN,
    )
    async with office.world.uow() as uow:
        uow.members.add(admin)
        await uow.commit()
    return admin


async def drain_until(stopped: asyncio.Event, office: Office, working: Working) -> None:
    """A worker, of two, at all that waits."""
    while not stopped.is_set():
        for waiting in await working.pending(office.world):
            await working.drain.aggregate(waiting)
        await asyncio.sleep(0.005)


async def at_once(
    office: Office, services: Services, mine: Sequence[tuple[str, int]], theirs: Sequence[tuple[str, int]]
) -> None:
    clients = [
        await signed_in(services, office.world, member)
        for member in (office.world.owner, await an_admin(office))
    ]
    database, stopped = office.world.database, asyncio.Event()
    workers = [asyncio.create_task(drain_until(stopped, office, Working(database))) for _ in range(2)]
    try:
        one, other = (Person(client, office) for client in clients)
        await asyncio.gather(one.all(mine), other.all(theirs))
    finally:
        stopped.set()
        await asyncio.gather(*workers)
        for client in clients:
            await client.http.aclose()


@pytest.fixture(scope="module")
def until() -> float:
    """When enough was tried: a slow machine tries less."""
    return time.monotonic() + ENOUGH_SECONDS


@hypothesis.given(mine=steps, theirs=steps)
@hypothesis.settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[hypothesis.Phase.generate],
    suppress_health_check=list(hypothesis.HealthCheck),
)
async def test_every_promise_holds_when_two_act_at_once(
    mine: list[tuple[str, int]],
    theirs: list[tuple[str, int]],
    database: Database,
    services: Services,
    until: float,
) -> None:
    if time.monotonic() > until:
        return
    office = await an_office(database)
    await at_once(office, services, mine, theirs)
    await Working(database).drain_all(office.world)
    await office.check_at_the_end()
