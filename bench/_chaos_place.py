"""A whole Tickmark to be cruel to: durable PostgreSQL, Redis, API, and a worker and a relay that are killed."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bench._chaos_sinks import CallSink, MailSink
from bench._server import Server
from cli.embedded.redis import EmbeddedRedis

ROOT = Path(__file__).resolve().parent.parent
_AGAIN_SECONDS = 0.1


@dataclass(slots=True)
class Victim:
    """A worker or relay as a real process. It is started again whenever it dies; `points` are where it shall kill itself."""

    name: str
    environment: dict[str, str]
    log: Path
    points: list[str] = field(default_factory=list)
    hit: Counter[str] = field(default_factory=Counter)
    killed_at: list[float] = field(default_factory=list)
    odd_ends: list[int] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None
    _point: str = ""

    def start(self) -> None:
        """Start it, to die at the next point of the list."""
        self._point = self.points.pop(0) if self.points else ""
        crash = {"TICKMARK_CRASH_AT": self._point, "TICKMARK_CRASH_CHANCE": "0.3"}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "cli", self.name],
                env={**os.environ, **self.environment, **crash},
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=ROOT,
            )

    def kill(self) -> None:
        """`kill -9`, from outside."""
        if self.process is not None and self.process.poll() is None:
            # Its point comes back to the list: it has not been reached.
            if self._point:
                self.points.insert(0, self._point)
                self._point = ""
            self.process.kill()

    async def watch(self) -> None:
        """Notice a death and start again, as the supervisor of `up` does."""
        while self.process is not None:
            status = self.process.poll()
            if status is None:
                await asyncio.sleep(0.02)
                continue
            if status == -signal.SIGKILL:
                self.killed_at.append(time.time())
                if self._point:
                    self.hit[self._point] += 1
            else:
                self.odd_ends.append(status)
            await asyncio.sleep(_AGAIN_SECONDS)
            self.start()

    def stop(self) -> None:
        """End it cleanly; by force after a while."""
        process, self.process = self.process, None
        if process is not None:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@dataclass(slots=True)
class Place:
    """All of it, and when Redis was lost."""

    server: Server
    mails: MailSink
    calls: CallSink
    redis: EmbeddedRedis
    worker: Victim
    relay: Victim
    wiped_at: list[float] = field(default_factory=list)
    heard_without_redis: int = 0

    @property
    def victims(self) -> tuple[Victim, Victim]:
        """Who is killed."""
        return self.worker, self.relay

    def flush_redis(self) -> None:
        """Every wake-up is gone; Redis goes on."""
        self.wiped_at.append(time.time())
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(self.redis.socket))
            connection.sendall(b"FLUSHALL\r\n")
            connection.recv(100)

    def kill_redis(self) -> None:
        """`kill -9`, and its files are gone too."""
        self.wiped_at.append(time.time())
        if self.redis.process is not None:
            self.redis.process.kill()
            self.redis.process.wait()
            self.redis.process = None
        shutil.rmtree(self.redis.data)


def make_place(server: Server, calls: CallSink, folder: Path) -> Place:
    """Start everything but the API, which runs already."""
    redis = EmbeddedRedis(folder / "redis", folder / "redis.log")
    redis.start()
    mails = MailSink()
    mails.start()
    environment = {
        "DATABASE_URL": server.database_url,
        "REDIS_URL": redis.url(),
        "SMTP_URL": f"smtp://127.0.0.1:{mails.port}",
        **calls.environment,
    }
    worker, relay = (Victim(name, environment, folder / f"{name}.log") for name in ("worker", "relay"))
    for victim in (worker, relay):
        victim.start()
    return Place(server, mails, calls, redis, worker, relay)
