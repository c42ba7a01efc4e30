import asyncio
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from cli.paths import STATE
from cli.problem import Problem
from cli.running_database import running_database
from cli.steps import complaints, console, step

File = Annotated[Path, typer.Argument(help="The backup's file.")]
Data = Annotated[Path, typer.Option(help="Where `up` keeps its data.")]

# The roles belong to the server, not to the database: a new server lacks them.
_ROLES = """DO $$ BEGIN CREATE ROLE {role} NOLOGIN NOINHERIT NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$; GRANT {role} TO CURRENT_USER;"""
# Transaction numbers begin anew on another server; the feed goes on by the events' positions.
_NEW_SERVER = "UPDATE events SET txid = '3'"


def register(app: typer.Typer) -> None:
    """Add `tickmark backup` and `tickmark restore`."""
    app.command()(backup)
    app.command()(restore)


def backup(file: File, data: Data = STATE) -> None:
    """Write everything of the running database into one file, as of one moment; work goes on meanwhile."""
    _telling(lambda: back_up(running_database(data), file))
    console.print(f"  {file} holds everything, {file.stat().st_size / 1e6:,.1f} MB.", markup=False)


def restore(file: File, data: Data = STATE) -> None:
    """Put a backup into a database that holds no firm yet; whole, or not at all."""
    _telling(lambda: put_back(running_database(data), file))
    console.print("  Everything is back. Sign in as before.")


def back_up(database_url: str, file: Path) -> None:
    """Raises Problem; a file that is there already is replaced only by a whole one."""
    making = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with step("backup"):
            _run("pg_dump", database_url, "--format=custom", "--no-owner", f"--file={making}")
        making.rename(file)
    finally:
        making.unlink(missing_ok=True)


def put_back(database_url: str, file: Path) -> None:
    """Raises Problem; then nothing was changed."""
    from cli.migrations import upgrade

    if not file.is_file():
        raise Problem(f"There is no file {file}.")
    asyncio.run(_prepare(database_url))
    with step("restore"):
        _run(
            "pg_restore",
            database_url,
            "--clean",
            "--if-exists",
            "--no-owner",
            "--single-transaction",
            "--exit-on-error",
            str(file),
        )
    with step("bring up to date"):
        asyncio.run(_finish(database_url))
        asyncio.run(upgrade(database_url))


async def _prepare(database_url: str) -> None:
    import asyncpg

    from cli.database_url import plain_url
    from persistence.database import APP_ROLE, RELAY_ROLE

    connection = await asyncpg.connect(plain_url(database_url))
    try:
        if await connection.fetchval("SELECT to_regclass('public.firms') IS NOT NULL"):
            firms = await connection.fetchval("SELECT tickmark_firm_count()")
            if firms:
                raise Problem(
                    "This database holds a firm already. Restore into a new one: ./dev up --no-demo --data NEW"
                )
        for role in (APP_ROLE, RELAY_ROLE):
            await connection.execute(_ROLES.format(role=role))
    finally:
        await connection.close()


async def _finish(database_url: str) -> None:
    import asyncpg

    from cli.database_url import plain_url

    connection = await asyncpg.connect(plain_url(database_url))
    try:
        await connection.execute(_NEW_SERVER)
    finally:
        await connection.close()


def _run(program: str, database_url: str, *arguments: str) -> None:
    """PostgreSQL's own programs do it; what they complain of is said in one line."""
    from cli.database_url import plain_url
    from cli.embedded.postgres import programs

    command = [str(programs() / program), f"--dbname={plain_url(database_url)}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = next((line for line in done.stderr.splitlines() if "error" in line), done.stderr.strip())
        raise Problem(f"{program} failed, nothing was changed: {said}")


def _telling(work: Callable[[], None]) -> None:
    try:
        work()
    except Problem as problem:
        complaints.print(str(problem), markup=False)
        raise typer.Exit(1) from None
