import os
import signal
import socket
from pathlib import Path

import asyncpg
import pytest

from cli.embedded.postgres import EmbeddedPostgres
from cli.place import prepare_folder
from cli.problem import Problem
from tests.integration.up_process import eventually, free_port, gone, refusal, running, start_up

pytestmark = pytest.mark.slow


async def keep_a_note(data: Path) -> None:
    connection = await asyncpg.connect(EmbeddedPostgres(data / "postgres", data / "log").url())
    await connection.execute("CREATE TABLE note AS SELECT 'kept' AS words")
    await connection.close()


async def read_the_note(data: Path) -> str:
    connection = await asyncpg.connect(EmbeddedPostgres(data / "postgres", data / "log").url())
    try:
        return str(await connection.fetchval("SELECT words FROM note"))
    finally:
        await connection.close()


def test_sigterm_stops_everything_cleanly_and_in_time(tmp_path: Path) -> None:
    up = start_up(tmp_path / "data", tmp_path / "pretend", "--port", str(free_port()))
    assert "set up your firm" in up.wait_until_it_runs()
    family = up.family()
    up.process.send_signal(signal.SIGTERM)
    assert up.process.wait(15) == 0
    up.process.communicate()
    assert len(family) >= 5
    assert gone(family, 1)
    assert "database system is shut down" in (tmp_path / "data/logs/postgres.log").read_text()


async def test_after_kill_9_nothing_goes_on_and_the_next_start_has_the_data(tmp_path: Path) -> None:
    data, pretend = tmp_path / "data", tmp_path / "pretend"
    up = start_up(data, pretend, "--port", str(free_port()))
    up.wait_until_it_runs()
    await keep_a_note(data)
    family = up.family()
    up.process.kill()
    up.process.communicate()
    assert gone(family, 10)
    with running(data, pretend, "--port", str(free_port())):
        assert await read_the_note(data) == "kept"


async def test_kill_9_of_the_whole_tree_recovers(tmp_path: Path) -> None:
    data, pretend = tmp_path / "data", tmp_path / "pretend"
    up = start_up(data, pretend, "--port", str(free_port()))
    up.wait_until_it_runs()
    await keep_a_note(data)
    for process in [*up.family(), up.process]:
        process.kill()
    up.process.communicate()
    with running(data, pretend, "--port", str(free_port())):
        assert await read_the_note(data) == "kept"


async def test_a_pid_file_that_now_names_a_stranger_does_not_stop_the_start(tmp_path: Path) -> None:
    data, pretend = tmp_path / "data", tmp_path / "pretend"
    with running(data, pretend, "--port", str(free_port())):
        left = (data / "postgres/postmaster.pid").read_text().splitlines()
    (data / "postgres/postmaster.pid").write_text("\n".join([str(os.getpid()), *left[1:]]) + "\n")
    with running(data, pretend, "--port", str(free_port())) as up:
        assert up.process.poll() is None


@pytest.mark.parametrize("word", ["worker", "serve"])
def test_what_dies_is_started_again(tmp_path: Path, word: str) -> None:
    with running(tmp_path / "data", tmp_path / "pretend", "--port", str(free_port())) as up:
        [dead] = up.members(word)
        dead.kill()
        assert eventually(lambda: [p for p in up.members(word) if p.pid != dead.pid] != [])


def test_a_port_that_is_taken_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        status, said = refusal(tmp_path / "data", tmp_path / "pretend", "--port", str(port))
    assert (status, said) == (1, f"Port {port} is taken; choose another with --port.")


def test_two_on_the_same_data_are_refused(tmp_path: Path) -> None:
    data, pretend, port = tmp_path / "data", tmp_path / "pretend", free_port()
    with running(data, pretend, "--port", str(port)) as up:
        status, said = refusal(data, pretend, "--port", str(free_port()))
        assert status == 1
        assert said == f"Tickmark already runs on {data} (process {up.process.pid}, http://localhost:{port})."


def test_an_unreachable_database_is_said_without_its_password(tmp_path: Path) -> None:
    url = f"postgresql://me:secret@127.0.0.1:{free_port()}/books"
    status, said = refusal(
        tmp_path / "data", tmp_path / "pretend", "--port", str(free_port()), DATABASE_URL=url
    )
    assert status == 1
    assert said.startswith("The database at 127.0.0.1:")
    assert len(said.splitlines()) == 1
    assert "secret" not in said


def test_without_any_redis_it_still_runs(tmp_path: Path) -> None:
    with running(tmp_path / "data", tmp_path / "pretend", "--port", str(free_port()), REDIS_URL="") as up:
        assert not [process for process in up.family() if "valkey" in process.name()]


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"There are only \d+ MB free at .*; Tickmark needs 999999999 MB"):
        prepare_folder(tmp_path / "data", needed_mb=999_999_999)


def test_an_external_redis_that_is_away_is_said_and_does_not_stop_the_start(tmp_path: Path) -> None:
    up = start_up(
        tmp_path / "data",
        tmp_path / "pretend",
        "--port",
        str(free_port()),
        REDIS_URL=f"redis://127.0.0.1:{free_port()}",
    )
    said = up.wait_until_it_runs()
    up.process.terminate()
    up.process.communicate(timeout=20)
    assert "Redis does not answer" in said


def test_a_long_log_is_put_aside_at_the_next_start(tmp_path: Path) -> None:
    log = prepare_folder(tmp_path) / "api.log"
    log.write_bytes(b"." * 11_000_000)
    prepare_folder(tmp_path)
    assert not log.exists()
    assert log.with_suffix(".log.old").stat().st_size == 11_000_000
