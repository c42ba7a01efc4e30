"""People at work while processes die: jobs are created, moved, moved and taken back, tasks ticked. What was answered 2xx is noted."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from bench._server import Server

_STAGES: list[dict[str, Any]] = [
    {"name": "Collect", "automove": True, "automations": ["create_task"]},
    {"name": "Prepare", "automations": ["create_task", "send_email"]},
    {"name": "Review", "automations": ["create_task", "send_email"]},
    {"name": "File", "automations": ["create_task", "call_webhook"]},
]
_SETTINGS = {
    "create_task": {"title": "Follow up"},
    "send_email": {"subject": "News of your return", "body": "We are at it."},
}
_ACCOUNTS = 12


@dataclass(slots=True)
class Acknowledged:
    """What was answered 2xx."""

    jobs: set[str] = field(default_factory=set)
    visits: set[str] = field(default_factory=set)
    undone: set[str] = field(default_factory=set)
    completed: set[str] = field(default_factory=set)
    answers: Counter[int] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Load:
    """The writers."""

    server: Server
    noted: Acknowledged = field(default_factory=Acknowledged)
    pipeline_id: str = ""
    stages: list[str] = field(default_factory=list)
    accounts: list[str] = field(default_factory=list)
    jobs: list[str] = field(default_factory=list)

    def set_up(self, receiver: str) -> None:
        """A pipeline whose every stage has automations, and accounts that can be written to; `receiver` is called."""
        settings = {**_SETTINGS, "call_webhook": {"url": receiver}}
        stages = [
            {**stage, "automations": [{"action": a, "settings": settings[a]} for a in stage["automations"]]}
            for stage in _STAGES
        ]
        pipeline: Any = self.server.call("POST", "/v1/pipelines", {"name": "Chaos", "stages": stages})
        self.pipeline_id, self.stages = pipeline["id"], [stage["id"] for stage in pipeline["stages"]]
        for number in range(_ACCOUNTS):
            person = {"first_name": f"Client {number}", "emails": [f"client{number}@client.example"]}
            contact: Any = self.server.call("POST", "/v1/contacts", person)
            account: Any = self.server.call(
                "POST", "/v1/accounts", {"name": f"Account {number}", "type": "individual"}
            )
            link = {"contact_id": contact["id"], "notified": True}
            self.server.call("POST", f"/v1/accounts/{account['id']}/contacts", link)
            self.accounts.append(account["id"])

    async def write(self, stopped: asyncio.Event, *, writers: int, pause: float) -> None:
        """Work until told to stop."""
        headers = {"Cookie": self.server.cookie, "Sec-Fetch-Site": "same-origin"}
        base = f"http://127.0.0.1:{self.server.port}"
        async with httpx.AsyncClient(base_url=base, headers=headers, timeout=30) as client:
            await asyncio.gather(*(self._one(client, stopped, pause) for _ in range(writers)))

    async def _one(self, client: httpx.AsyncClient, stopped: asyncio.Event, pause: float) -> None:
        acts: list[Callable[[httpx.AsyncClient], Awaitable[object]]] = [
            self._create,
            self._move,
            self._move_and_take_back,
            self._tick,
        ]
        while not stopped.is_set():
            [act] = random.choices(acts, weights=(2, 8, 1, 4)) if self.jobs else acts[:1]
            await act(client)
            await asyncio.sleep(random.uniform(0, 2 * pause))

    async def _call(
        self, client: httpx.AsyncClient, method: str, path: str, body: object = None
    ) -> Any | None:
        """The answer when it was 2xx; a refusal by a rule is as good, anything else is written down."""
        try:
            answer = await client.request(method, path, json=body)
        except httpx.HTTPError as error:
            self.noted.broken.append(f"{method} {path}: {error!r}")
            return None
        self.noted.answers[answer.status_code] += 1
        if answer.is_success:
            return answer.json()
        if answer.status_code not in (404, 409, 412):
            self.noted.broken.append(f"{method} {path}: {answer.status_code} {answer.text[:200]}")
        return None

    async def _create(self, client: httpx.AsyncClient) -> None:
        body = {"pipeline_id": self.pipeline_id, "account_id": random.choice(self.accounts)}
        answer = await self._call(client, "POST", "/v1/jobs", body)
        for job in answer["data"] if answer else []:
            self.jobs.append(job["id"])
            self.noted.jobs.add(job["id"])
            self.noted.visits.add(job["visit_id"])

    async def _move(self, client: httpx.AsyncClient, hold_seconds: int = 0) -> tuple[str, str] | None:
        job_id = random.choice(self.jobs[-60:])
        body = {"stage_id": random.choice(self.stages), "hold_seconds": hold_seconds}
        answer = await self._call(client, "POST", f"/v1/jobs/{job_id}/move", body)
        if answer is None or not answer["changed"]:
            return None
        self.noted.visits.add(answer["job"]["visit_id"])
        return job_id, answer["job"]["visit_id"]

    async def _move_and_take_back(self, client: httpx.AsyncClient) -> None:
        moved = await self._move(client, hold_seconds=8)
        if moved is None:
            return
        await asyncio.sleep(random.uniform(0, 1))
        job_id, visit_id = moved
        answer = await self._call(client, "POST", f"/v1/jobs/{job_id}/move/undo", {})
        if answer is not None and answer["job"]["visit_id"] != visit_id:
            self.noted.undone.add(visit_id)

    async def _tick(self, client: httpx.AsyncClient) -> None:
        job_id = random.choice(self.jobs[-60:])
        answer = await self._call(client, "GET", f"/v1/tasks?job_id={job_id}&status=planned&limit=1")
        for task in answer["data"] if answer else []:
            done = await self._call(client, "PATCH", f"/v1/tasks/{task['id']}", {"status": "completed"})
            if done:
                self.noted.completed.add(task["id"])
