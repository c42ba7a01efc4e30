"""A thousand jobs moved in bulk into a stage with three automations: how fast they are drained, and what another firm feels."""

import argparse
import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Sequence
from datetime import UTC, datetime

import asyncpg
import httpx

from bench._chaos_check import p99
from bench._chaos_clock import make_firm
from bench._report import finish, table
from bench._server import Server, running
from persistence.database import Database

_AUTOMATIONS = [
    {"action": "create_task", "settings": {"title": "Follow up"}},
    {"action": "update_job", "settings": {"priority": "high"}},
    {"action": "link_note", "settings": {"title": "How", "text": "Look at last year."}},
]
_AT_ONCE = 500
_PIPELINE = {
    "name": "Burst",
    "stages": [{"name": "A"}, {"name": "B", "automations": _AUTOMATIONS}, {"name": "C"}],
}
_RUNS = "SELECT count(*) FROM runs WHERE firm_id = $1 AND state = 'succeeded'"
_DELAYS = """SELECT extract(epoch FROM ran_at - entered_at)::float8 AS seconds FROM visits
    WHERE firm_id = $1 AND ran_at IS NOT NULL AND reason = 'moved' AND entered_at > $2"""


class Firm:
    """A firm that moves jobs back and forth through the API."""

    def __init__(self, client: httpx.AsyncClient, firm_id: str) -> None:
        self.client = client
        self.id = firm_id
        self.stages: list[str] = []
        self.jobs: list[str] = []

    async def fill(self, jobs: int) -> None:
        """A pipeline, an account, and so many jobs in the first stage."""
        pipeline = (await self.client.post("/v1/pipelines", json=_PIPELINE)).json()
        account = (await self.client.post("/v1/accounts", json={"name": "Account"})).json()["id"]
        self.stages = [stage["id"] for stage in pipeline["stages"]]
        for _ in range(jobs):
            body = {"pipeline_id": pipeline["id"], "account_id": account}
            self.jobs.append((await self.client.post("/v1/jobs", json=body)).json()["data"][0]["id"])

    async def work(self, stopped: asyncio.Event, times: list[float]) -> None:
        """Move one job after another between two stages, ten times a second; notes how long each took."""
        place = 0
        while not stopped.is_set():
            place += 1
            to = self.stages[1 + place // len(self.jobs) % 2]
            begun = time.monotonic()
            answer = await self.client.post(
                f"/v1/jobs/{self.jobs[place % len(self.jobs)]}/move", json={"stage_id": to, "hold_seconds": 0}
            )
            answer.raise_for_status()
            times.append(time.monotonic() - begun)
            await asyncio.sleep(0.1)

    async def burst(self) -> None:
        """All jobs into the stage with the automations, in bulk."""
        for start in range(0, len(self.jobs), _AT_ONCE):
            some = self.jobs[start : start + _AT_ONCE]
            moves = [
                {"op": "move", "job_id": job, "stage_id": self.stages[1], "hold_seconds": 0} for job in some
            ]
            answer = await self.client.post("/v1/jobs/bulk", json={"operations": moves})
            answer.raise_for_status()
            if answer.json()["failed"]:
                raise SystemExit(f"a move of the burst was refused: {answer.text[:300]}")


async def measure(server: Server, jobs: int) -> dict[str, object]:
    """The figures."""
    base, site = f"http://127.0.0.1:{server.port}", {"Sec-Fetch-Site": "same-origin"}
    connection = await asyncpg.connect(server.database_url)
    async with (
        httpx.AsyncClient(
            base_url=base, headers={"Cookie": server.cookie, **site}, timeout=60
        ) as busy_client,
        httpx.AsyncClient(base_url=base, headers=site, timeout=60) as quiet_client,
    ):
        busy = Firm(busy_client, server.firm_id)
        quiet = Firm(quiet_client, await _second_firm(server, quiet_client))
        await busy.fill(jobs)
        await quiet.fill(20)
        await asyncio.sleep(2)
        alone, since = await _watched(quiet, asyncio.sleep(8)), await connection.fetchval("SELECT now()")
        delays_alone = await _delays(connection, quiet.id, None)
        figures: dict[str, object] = {}
        beside = await _watched(quiet, _drained(busy, connection, jobs, figures))
        figures["delay_p99_s"] = round(p99(await _delays(connection, busy.id, since)), 2)
        figures["other_api_p99_ms"] = round(p99(beside) * 1000, 1)
        figures["other_api_p99_ratio"] = round(p99(beside) / p99(alone), 2)
        delays_beside = await _delays(connection, quiet.id, since)
        figures["other_delay_p99_ms"] = round(p99(delays_beside) * 1000)
        figures["other_delay_p99_ratio"] = round(p99(delays_beside) / p99(delays_alone), 2)
    await connection.close()
    return figures


async def _drained(busy: Firm, connection: asyncpg.Connection, jobs: int, figures: dict[str, object]) -> None:
    """Burst, and wait until every run succeeded."""
    wanted, begun = jobs * len(_AUTOMATIONS), time.monotonic()
    since = await connection.fetchval("SELECT now()")
    await busy.burst()
    figures["bulk_s"] = round(time.monotonic() - begun, 2)
    while (done := await connection.fetchval(_RUNS, busy.id)) < wanted:
        if time.monotonic() - begun > 180:
            raise SystemExit(f"only {done} of {wanted} runs in three minutes")
        await asyncio.sleep(0.05)
    sql = "SELECT {}(finished_at) FROM runs WHERE firm_id = $1 AND finished_at > $2"
    first, last = [await connection.fetchval(sql.format(end), busy.id, since) for end in ("min", "max")]
    figures["runs"] = done
    figures["first_s"] = round((first - since).total_seconds(), 2)
    figures["drained_s"] = round(time.monotonic() - begun, 2)
    figures["runs_per_s"] = round(done / (last - first).total_seconds())


async def _watched(firm: Firm, meanwhile: Awaitable[object]) -> list[float]:
    """How long the firm's moves took while something else went on."""
    stopped, times = asyncio.Event(), list[float]()
    working = asyncio.create_task(firm.work(stopped, times))
    await meanwhile
    stopped.set()
    await working
    return times


async def _delays(connection: asyncpg.Connection, firm_id: str, since: object) -> Sequence[float]:
    """Seconds from entering a stage until its automations had run."""
    rows = await connection.fetch(_DELAYS, firm_id, since or datetime(2000, 1, 1, tzinfo=UTC))
    return [row["seconds"] for row in rows]


async def _second_firm(server: Server, client: httpx.AsyncClient) -> str:
    """Another firm on the same server, signed in."""
    database = Database(server.database_url, pool_size=1, name="burst")
    firm_id, email, password = await make_firm(database, "Europe/Rome")
    await database.close()
    answer = await client.post("/v1/session", json={"email": email, "password": password})
    answer.raise_for_status()
    client.headers["Cookie"] = answer.headers["set-cookie"].split(";")[0]
    return str(firm_id)


def main() -> None:
    """`./dev bench burst`."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--jobs", type=int, default=1000)
    chosen = options.parse_args()
    with running() as server:
        environment = {**os.environ, "DATABASE_URL": server.database_url, "REDIS_URL": "", "SMTP_URL": ""}
        relay = subprocess.Popen(
            [sys.executable, "-m", "cli", "relay"], env=environment, stderr=subprocess.DEVNULL
        )
        try:
            figures = asyncio.run(measure(server, chosen.jobs))
        finally:
            relay.send_signal(signal.SIGTERM)
            relay.wait(timeout=20)
    table("A burst", ("figure", "value"), [[name, str(value)] for name, value in figures.items()])
    finish("burst", figures)


if __name__ == "__main__":
    main()
