"""The API as processes of their own on the test's database, as several machines would run it."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from domain.firms.sign_in import begin_session
from tests.builders import World

ROOT = Path(__file__).resolve().parents[2]


@dataclass(slots=True)
class ApiProcess:
    """One API, and where it answers."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def client(self, cookie: str) -> httpx.AsyncClient:
        """Somebody who is signed in, with connections of their own."""
        return httpx.AsyncClient(base_url=self.url, headers={"Cookie": cookie}, timeout=30)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


@contextmanager
def api_process(database_url: str) -> Iterator[ApiProcess]:
    """Start one, wait until it is ready, and stop it at the end whatever the test did."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        path = Path(folder) / "api.log"
        with path.open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "cli", "serve", "--port", str(port)],
                cwd=ROOT,
                env={**os.environ, "DATABASE_URL": database_url, "REDIS_URL": ""},
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )
        api = ApiProcess(process, port, path)
        try:
            _wait(api)
            yield api
        finally:
            api.stop()


def _wait(api: ApiProcess) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{api.url}/readyz", timeout=10).close()  # noqa: S310
        except OSError:
            assert api.process.poll() is None, api.log.read_text()
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the API did not become ready: {api.log.read_text()}")


async def cookie_of(world: World) -> str:
    """The cookie of a new session of the firm's owner."""
    session = await begin_session(world.owner.id, "test", "", world.uow(), world.context())
    return f"session={session.token}"
