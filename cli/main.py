"""The `tickmark` command: it only composes what the other layers offer."""

import asyncio
import importlib
import importlib.util
import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from cli.problem import Problem
from cli.steps import complaints

# Each has `register(app)` and adds its commands; it imports what they need only when one is run.
EXTENSIONS = ("cli.seed", "cli.import_accounts", "cli.backup", "cli.docs")

app = typer.Typer(
    help="Tickmark: the workflow of a tax firm.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")]


@app.command()
def up(
    port: Port = 8000,
    host: Host = "127.0.0.1",
    data: Annotated[Path, typer.Option(help="Where everything is kept.")] = Path(".tickmark"),
    demo: Annotated[
        bool, typer.Option("--demo/--no-demo", help="Fill a new database with the demo firm.")
    ] = True,
) -> None:
    """Run all of Tickmark here: database, wake-up server, API, relay, worker and app."""
    from cli.up import Wishes, run

    _telling(lambda: run(Wishes(data=data.absolute(), host=host, port=port, demo=demo)))


@app.command()
def serve(
    port: Port = 8000,
    host: Host = "127.0.0.1",
    fd: Annotated[int | None, typer.Option(hidden=True, help="A socket that listens already.")] = None,
) -> None:
    """Run the API and the app (one process)."""
    from cli.logs import configure_logs
    from cli.serve import run

    configure_logs("api")
    run(host, port, fd)


@app.command()
def worker() -> None:
    """Run a worker: it does what events and due effects ask for."""
    from cli.logs import configure_logs
    from cli.processes import run_worker

    configure_logs("worker")
    run_worker()


@app.command()
def relay() -> None:
    """Run the relay: it finds pending events and wakes workers."""
    from cli.logs import configure_logs
    from cli.processes import run_relay

    configure_logs("relay")
    run_relay()


@app.command()
def migrate(revision: Annotated[str, typer.Argument(help="Up to which revision.")] = "head") -> None:
    """Bring the schema of DATABASE_URL up to date."""
    from cli.migrations import upgrade

    _telling(lambda: asyncio.run(upgrade(_database_url(), revision)))


@app.command()
def openapi(
    check: Annotated[bool, typer.Option("--check", help="Only say whether openapi.json is stale.")] = False,
) -> None:
    """Write the published contract, openapi.json, from the code."""
    from cli.openapi import check_contract, write_contract

    _telling(check_contract if check else write_contract)


def _telling(work: Callable[[], object]) -> None:
    """Run a command; what a person can mend is said in one line."""
    try:
        work()
    except Problem as problem:
        complaints.print(str(problem), markup=False)
        raise typer.Exit(1) from None


def _database_url() -> str:
    url = os.environ.get("DATABASE_URL")
    if not url:
        raise Problem(
            "Set DATABASE_URL to the database, for example postgresql://user:password@host/tickmark"
        )
    return url


for _extension in EXTENSIONS:
    if importlib.util.find_spec(_extension):
        importlib.import_module(_extension).register(app)
