"""A real `tickmark up` in a process of its own, with an API and workers that only pretend."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

PRETENDERS = {
    "api/main.py": """
from fastapi import FastAPI

async def drain():
    pass

def app():
    pretender = FastAPI()
    pretender.state.drain = drain
    pretender.get("/readyz")(lambda: "ok")
    return pretender
""",
    "workers/main.py": "import time\n\ndef run():\n    time.sleep(3600)\n",
    "workers/relay.py": "import time\n\ndef run():\n    time.sleep(3600)\n",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(slots=True)
class Up:
    """One started `up`."""

    process: subprocess.Popen[str]
    data: Path

    def wait_until_it_runs(self) -> str:
        """Everything it said up to its address."""
        said = ""
        for line in self.process.stdout or ():
            said += line
            if "Ctrl-C" in line:
                return said
        raise AssertionError(f"It did not start: {said}")

    def family(self) -> list[psutil.Process]:
        """All processes under it."""
        found: list[psutil.Process] = psutil.Process(self.process.pid).children(recursive=True)
        return found

    def members(self, word: str) -> list[psutil.Process]:
        """Those whose command line names `word`."""
        return [process for process in self.family() if word in _command(process)]


def start_up(data: Path, pretenders: Path, *arguments: str, **environment: str) -> Up:
    for name, text in PRETENDERS.items():
        file = pretenders / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    outside = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}}
    command = [sys.executable, "-P", "-m", "cli", "up", "--no-demo", "--data", str(data), *arguments]
    process = subprocess.Popen(
        command,
        env={**outside, "PYTHONPATH": str(pretenders), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return Up(process, data)


@contextmanager
def running(data: Path, pretenders: Path, *arguments: str, **environment: str) -> Iterator[Up]:
    """An `up` that runs, and that is gone afterwards whatever the test did."""
    started = start_up(data, pretenders, *arguments, **environment)
    try:
        started.wait_until_it_runs()
        yield started
    finally:
        started.process.terminate()
        started.process.communicate(timeout=20)


def refusal(data: Path, pretenders: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """The exit status and the words of an `up` that must not start."""
    started = start_up(data, pretenders, *arguments, **environment)
    said, _ = started.process.communicate(timeout=30)
    return started.process.returncode, said.strip()


def gone(processes: list[psutil.Process], seconds: float) -> bool:
    """Whether all of them end within that time."""
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    return not [
        process for process in alive if process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    ]


def eventually(holds: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether something becomes true within that time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return False


def _command(process: psutil.Process) -> list[str]:
    """Its command line; nothing for one that has ended meanwhile."""
    try:
        words: list[str] = process.cmdline()
    except (psutil.ZombieProcess, psutil.NoSuchProcess):
        return []
    return words
