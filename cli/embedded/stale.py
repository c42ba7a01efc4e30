import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

from cli.problem import Problem

ORPHAN_SECONDS = 30.0


def clear_stale_server(data: Path) -> None:
    """Make way for a new server on `data`, whose one supervisor we are.

    A server that outlived its supervisor is stopped; a pid file whose number now belongs to something else
    (common after the restart of a container) is removed, since PostgreSQL itself would refuse to start.
    """
    pid_file = data / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().splitlines()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return
    if _serves(pid, data):
        _end(pid, data)
    elif _command(pid):
        pid_file.unlink(missing_ok=True)


def _end(pid: int, data: Path) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)
    deadline = time.monotonic() + ORPHAN_SECONDS
    while _serves(pid, data):
        if time.monotonic() > deadline:
            raise Problem(f"An old PostgreSQL (process {pid}) still works on {data} and does not stop.")
        time.sleep(0.05)


def _serves(pid: int, data: Path) -> bool:
    command = _command(pid)
    return "postgres" in command and str(data) in command


def _command(pid: int) -> str:
    """The command line of a running process, or nothing."""
    file = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self/cmdline").exists():
        try:
            return file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    answer = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return answer.stdout.strip()
