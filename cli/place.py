import errno
import fcntl
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cli.problem import Problem

NEEDED_MB = 400
LONG_LOG_BYTES = 10_000_000


def prepare_folder(data: Path, needed_mb: int = NEEDED_MB) -> Path:
    """Make the data folder with its logs. Raises Problem when it cannot be written to or the disk is full."""
    logs = data / "logs"
    try:
        logs.mkdir(parents=True, exist_ok=True)
        probe = data / ".probe"
        probe.write_bytes(b"x")
        probe.unlink()
        _turn_long_logs(logs)
    except OSError as error:
        raise Problem(f"{data} cannot be written to: {error.strerror}.") from error
    free = shutil.disk_usage(data).free // 1_000_000
    if free < needed_mb:
        raise Problem(f"There are only {free} MB free at {data}; Tickmark needs {needed_mb} MB.")
    return logs


def _turn_long_logs(logs: Path) -> None:
    """Keep one old part of each log that has grown long."""
    for log in logs.glob("*.log"):
        if log.stat().st_size > LONG_LOG_BYTES:
            log.replace(log.with_suffix(".log.old"))


@contextmanager
def take_data(data: Path, url: str) -> Iterator[None]:
    """Hold the data folder for ourselves. Raises Problem when another `up` has it."""
    with (data / "up.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            raise Problem(
                f"Tickmark already runs on {data} ({file.read().strip() or 'just starting'})."
            ) from None
        file.truncate(0)
        file.write(f"process {os.getpid()}, {url}\n")
        file.flush()
        yield
        file.truncate(0)


@contextmanager
def listening_socket(host: str, port: int) -> Iterator[socket.socket]:
    """The socket of the API, held here so that it outlives each API process. Raises Problem when it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(2048)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Problem(f"Port {port} is taken; choose another with --port.") from error
            raise Problem(f"Cannot listen on {host}, port {port}: {error.strerror or error}.") from error
        yield listener
