"""The database's own speed for a script, by pgbench on the same server in the same run."""

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench._server import Server


@dataclass(frozen=True, slots=True)
class Floor:
    """What pgbench reached."""

    per_second: float
    latency_ms: float


def pgbench(server: Server, script: str, *, connections: int, seconds: float) -> Floor:
    """Run the script, prepared, over `connections`, straight on the tables (as their owner)."""
    program = shutil.which("pgbench") or _of_debian()
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        done = subprocess.run(
            [program, "-n", "-M", "prepared", "-c", str(connections), "-j", "2", "-T", str(int(seconds)),
             "-f", file.name, "-h", server.socket_folder, "-U", "tickmark", "tickmark"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    found = re.search(r"^tps = ([\d.]+)", done.stdout, re.MULTILINE)
    latency = re.search(r"latency average = ([\d.]+)", done.stdout)
    if done.returncode or found is None or latency is None or "aborted" in done.stderr:
        raise SystemExit(f"pgbench could not measure: {done.stderr[-800:]}")
    return Floor(float(found[1]), float(latency[1]))


def _of_debian() -> str:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))
    if not found:
        raise SystemExit("pgbench is missing; install it (Debian: apt-get install postgresql-contrib).")
    return str(found[-1])
