import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cli.embedded.identity import Identity
from cli.embedded.processes import last_lines
from cli.steps import warn

LONGEST_PAUSE = 10.0
HEALTHY_SECONDS = 30.0
SAID_OFTEN = 3  # deaths in a row that are each worth a line; then every third


@dataclass(slots=True)
class Child:
    """One process of ours (API, worker, relay) that is started again whenever it dies."""

    name: str
    arguments: list[str]
    environment: Mapping[str, str]
    log: Path
    pass_fds: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started_at: float = 0.0
    start_again_at: float = field(default=0.0)

    def start(self) -> None:
        program = [sys.executable, "-P", "-m", "cli", *self.arguments]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                # Killed with us: nothing of ours may go on unwatched. A clean stop comes by SIGTERM before.
                Identity().command(program, signal.SIGKILL),
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                pass_fds=self.pass_fds,
            )
        self.started_at = time.monotonic()
        self.start_again_at = 0.0

    def watch(self) -> None:
        """Notice a death, say it once, and start again after a pause that grows with each death in a row."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            if now - self.started_at > HEALTHY_SECONDS:
                self.deaths = 0
            self.deaths += 1
            pause = min(LONGEST_PAUSE, 0.1 * 3 ** (self.deaths - 1))
            self.start_again_at = now + pause
            if self.deaths <= SAID_OFTEN or self.deaths % SAID_OFTEN == 0:
                warn(f"The {self.name} ended ({self._how()}) and is started again. {last_lines(self.log, 1)}")
            self.process = None
        if self.process is None and now >= self.start_again_at:
            self.start()

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def wait_until(self, deadline: float) -> None:
        """Wait for the end; kill at the deadline."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def _how(self) -> str:
        status = self.process.returncode if self.process else 0
        return f"signal {-status}" if status < 0 else f"status {status}"
