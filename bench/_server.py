"""A server to measure: embedded PostgreSQL with its default durability, and the API as a process of its own."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cli.embedded.postgres import EmbeddedPostgres, start_with_database
from cli.migrations import upgrade

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Server:
    """Where the API answers, who is signed in, and the processes whose CPU is counted."""

    port: int
    database_url: str
    socket_folder: str
    postgres_pid: int
    api: subprocess.Popen[bytes]
    cookie: str = ""
    firm_id: str = ""

    def call(self, method: str, path: str, body: object = None) -> dict[str, object]:
        """One request by the firm's owner."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Content-Type": "application/json",
                "Cookie": self.cookie,
                "Sec-Fetch-Site": "same-origin",
            },
        )
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            cookie = answer.headers.get("Set-Cookie")
            if cookie:
                self.cookie = cookie.split(";")[0]
            answered: dict[str, object] = json.loads(answer.read() or b"{}")
            return answered

    def cpu(self) -> tuple[float, float]:
        """CPU seconds so far of the API and of PostgreSQL with its children, those that ended among them."""
        return _cpu(self.api.pid), sum(
            _cpu(pid) for pid in (self.postgres_pid, *_children(self.postgres_pid))
        )


@contextmanager
def running(environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Start, set a firm up, and stop all of it at the end. The API gets `environment` besides."""
    with tempfile.TemporaryDirectory(prefix="tickmark-bench-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        place.chmod(0o755)
        postgres = EmbeddedPostgres(place / "postgres", place / "postgres.log")
        url = start_with_database(postgres)
        api: subprocess.Popen[bytes] | None = None
        try:
            asyncio.run(upgrade(url))
            port = free_port()
            with (place / "api.log").open("wb") as log:
                api = subprocess.Popen(
                    [sys.executable, "-m", "cli", "serve", "--port", str(port)],
                    env={
                        **os.environ,
                        "DATABASE_URL": url,
                        "REDIS_URL": "",
                        "TICKMARK_REQUESTS_A_MINUTE": "100000000",
                        **(environment or {}),
                    },
                    stdout=log,
                    stderr=log,
                )
            assert postgres.process is not None
            server = Server(port, url, url.rpartition("host=")[2], postgres.process.pid, api)
            _wait(server, place / "api.log")
            _set_up(server)
            yield server
        finally:
            if api is not None:
                api.send_signal(signal.SIGTERM)
                api.wait(timeout=15)
            postgres.stop()


def _set_up(server: Server) -> None:
    answer = server.call(
        "POST",
        "/v1/setup",
        {
            "firm_name": "Bench & Co",
            "time_zone": "America/New_York",
            "currency": "USD",
            "name": "Olive Owner",
            "email": "owner@bench.example",
            "password": "a-long-enough-password",
        },
    )
    server.firm_id = str(answer["firm"]["id"])  # type: ignore[index]


def _wait(server: Server, log: Path) -> None:
    for _ in range(300):
        try:
            server.call("GET", "/readyz")
        except OSError:
            if server.api.poll() is not None:
                raise SystemExit(log.read_text()) from None
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the API did not become ready")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _cpu(pid: int) -> float:
    """User and system seconds of a process and of its children that ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(value) for value in fields[11:15]) / _TICK


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
