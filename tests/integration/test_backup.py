"""A backup, put back elsewhere, holds the same rows; a broken one changes nothing."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from cli.backup import back_up, put_back
from cli.embedded.postgres import EmbeddedPostgres
from cli.migrations import upgrade
from cli.problem import Problem
from cli.seed import seed_demo
from persistence.tables import metadata
from tests.template import template_cluster

NOT_COMPARED = {"txid"}  # numbers of the old server's transactions


@pytest.fixture
def full(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(
        template_cluster(copy_to=tmp_path / "full"), tmp_path / "full.log", durable=False
    )
    server.start()
    asyncio.run(seed_demo(server.url()))
    yield server
    server.stop()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(tmp_path / "empty", tmp_path / "empty.log", durable=False)
    server.start()
    asyncio.run(server.ensure_database())
    yield server
    server.stop()


async def rows_of(url: str) -> dict[str, list[str]]:
    connection = await asyncpg.connect(url)
    try:
        found = {}
        for table in metadata.sorted_tables:
            columns = ", ".join(column.name for column in table.columns if column.name not in NOT_COMPARED)
            rows = await connection.fetch(f"SELECT ROW({columns})::text AS row FROM {table.name}")
            found[table.name] = sorted(row["row"] for row in rows)
        return found
    finally:
        await connection.close()


def test_all_rows_come_back_elsewhere(
    full: EmbeddedPostgres, empty: EmbeddedPostgres, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "tickmark.backup"
    back_up(full.url(), file)
    put_back(empty.url(), file)
    before, after = asyncio.run(rows_of(full.url())), asyncio.run(rows_of(empty.url()))
    assert before == after
    counted = sum(len(rows) for rows in after.values())
    assert counted > 1000
    with capsys.disabled():
        print(f"\nbackup tables={len(after)} rows={counted} different=0")  # noqa: T201
    with pytest.raises(Problem, match="holds a firm already"):
        put_back(empty.url(), file)


def test_a_broken_file_changes_nothing(database_url: str, empty: EmbeddedPostgres, tmp_path: Path) -> None:
    file = tmp_path / "tickmark.backup"
    back_up(database_url, file)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    asyncio.run(upgrade(empty.url()))
    with pytest.raises(Problem, match="nothing was changed"):
        put_back(empty.url(), file)
    assert set(map(len, asyncio.run(rows_of(empty.url())).values())) == {0}
    with pytest.raises(Problem, match="no file"):
        put_back(empty.url(), tmp_path / "nothing")
