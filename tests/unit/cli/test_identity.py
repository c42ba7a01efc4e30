import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from cli.embedded.identity import Identity, identity_for
from cli.embedded.sockets import LONGEST_SOCKET_PATH, socket_folder


def test_a_program_runs_as_somebody_who_is_not_root(tmp_path: Path) -> None:
    ask = [sys.executable, "-c", "import os; print(os.geteuid())"]
    answer = subprocess.run(
        identity_for(tmp_path / "new").command(ask), capture_output=True, text=True, check=True
    )
    assert int(answer.stdout) != 0


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such signal")
def test_a_program_ends_when_its_parent_is_killed() -> None:
    parent = (
        "import subprocess, sys, time; from cli.embedded.identity import Identity;"
        "child = subprocess.Popen(Identity().command(['/bin/sleep', '60']));"
        "print(child.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True) as process:
        child = psutil.Process(int(process.stdout.readline() if process.stdout else 0))
        while child.name() != "sleep":
            time.sleep(0.01)
        process.kill()
    _, alive = psutil.wait_procs([child], timeout=5)
    assert not [left for left in alive if left.status() != psutil.STATUS_ZOMBIE]


def test_the_path_of_a_socket_stays_short_and_private(tmp_path: Path) -> None:
    folder = socket_folder(tmp_path / ("deep/" * 60))
    assert len(os.fsencode(folder / ".s.PGSQL.5432.lock")) <= LONGEST_SOCKET_PATH
    assert folder.stat().st_mode & 0o077 == 0
    folder.rmdir()


def test_files_are_given_to_whom_the_program_runs_as() -> None:
    assert Identity("user:65534:65533").outer_uid == 65534
    assert Identity("user:65534:65533").outer_gid == 65533
    assert Identity("namespace:1:1").outer_uid == os.geteuid()
