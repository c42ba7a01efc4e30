import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

from cli.problem import Problem

ORPHAN_SECONDS = 30.0


def clear_stale_server(data: Path, sockets: Path) -> None:
    """Make way for a new server on `data`, whose one supervisor we are.

    A server that outlived its supervisor is stopped; a pid file whose number now belongs to something else
    (common after the restart of a container) is removed, since PostgreSQL itself would refuse to start.
    """
    pid_file = data / "postmaster.pid"
    pid = _first_number(pid_file)
    if pid is not None and _serves(pid, data):
        _end(pid, data)
    # Also a dead process that nobody has waited for counts as alive to PostgreSQL. Processes that still use the
    # old server's memory are found by the data folder's own key, not by this file.
    pid_file.unlink(missing_ok=True)
    for lock in sockets.glob(".s.PGSQL.*.lock"):
        lock.unlink(missing_ok=True)


def _first_number(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text().splitlines()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


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
