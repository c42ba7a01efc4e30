import signal
import time
from dataclasses import dataclass, field
from types import FrameType

from cli.child import Child
from cli.embedded.postgres import EmbeddedPostgres
from cli.embedded.redis import EmbeddedRedis
from cli.problem import Problem
from cli.steps import warn

LOOK_EVERY = 0.1
# Together these stay within the 15 seconds that a stop may take.
FIRST_SECONDS = 7.0
WORKER_SECONDS = 11.0
SERVER_SECONDS = 2.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Somebody asked us to end; raised while starting, so that what runs already is stopped on the way out."""


@dataclass(slots=True)
class Supervisor:
    """Starts processes, keeps them running, stops them in order: who takes in work first, who stores it last."""

    children: list[Child] = field(default_factory=list)
    postgres: EmbeddedPostgres | None = None
    redis: EmbeddedRedis | None = None
    # A plain flag: a signal may come while the main thread holds an Event's lock, and would wait for itself for ever.
    ending: bool = False
    watching: bool = False

    def listen(self) -> None:
        """Take Ctrl-C, SIGTERM and the closing of the terminal as the wish to stop."""
        for number in STOP_SIGNALS:
            signal.signal(number, self._asked_to_stop)

    def start(self, child: Child) -> None:
        self.children.append(child)
        child.start()

    def watch(self) -> None:
        """Keep everything running until asked to stop."""
        self.watching = True
        while not self.ending:
            for child in self.children:
                child.watch()
            self._watch_server(self.postgres)
            self._watch_server(self.redis)
            time.sleep(LOOK_EVERY)

    def stop(self) -> None:
        """Stop everything within 15 seconds, cleanly where it lets itself be stopped."""
        self.watching = True  # a second Ctrl-C must not tear this apart
        began = time.monotonic()
        worker = [child for child in self.children if child.name == "worker"]
        first = [child for child in self.children if child.name != "worker"]
        for child in first:
            child.ask_to_stop()
        for child in worker:
            child.ask_to_stop()
        for child in first:
            child.wait_until(began + FIRST_SECONDS)
        for child in worker:
            child.wait_until(began + WORKER_SECONDS)
        if self.redis is not None:
            self.redis.stop(SERVER_SECONDS)
        if self.postgres is not None:
            self.postgres.stop(SERVER_SECONDS)

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.ending = True
        if not self.watching:
            self.watching = True
            raise Stopped

    def _watch_server(self, server: EmbeddedPostgres | EmbeddedRedis | None) -> None:
        if server is None or server.process is None or server.process.poll() is None:
            return
        name = "database" if isinstance(server, EmbeddedPostgres) else "Redis"
        warn(f"The embedded {name} ended and is started again.")
        try:
            server.start()
        except Problem as problem:
            warn(str(problem))
            time.sleep(1)
