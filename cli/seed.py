import asyncio
import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

import typer

from cli.problem import Problem
from cli.steps import complaints, console


def register(app: typer.Typer) -> None:
    """Add `tickmark seed`."""
    app.command()(seed)


def seed(
    database_url: Annotated[
        str | None, typer.Option(help="Instead of DATABASE_URL.", show_default=False)
    ] = None,
) -> None:
    """Fill a new database with the demo firm; one that has a firm stays as it is."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    from cli.demo.people import OWNER_EMAIL, PASSWORD

    url = database_url or os.environ.get("DATABASE_URL")
    columns = (TextColumn("  demo firm"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    try:
        if not url:
            raise Problem("Set DATABASE_URL to the database, or give --database-url.")
        with Progress(*columns, console=console, transient=True) as progress:
            bar = progress.add_task("seed", total=None)
            made = asyncio.run(
                seed_demo(url, tell=lambda done, of: progress.update(bar, completed=done, total=of))
            )
    except Problem as problem:
        complaints.print(str(problem), markup=False)
        raise typer.Exit(1) from None
    if made:
        console.print(f"  The demo firm is there: sign in as {OWNER_EMAIL} with the password {PASSWORD}")
    else:
        console.print("  There is a firm already; nothing was changed.")


async def seed_demo(
    database_url: str,
    *,
    now: datetime | None = None,
    tell: Callable[[int, int], object] = max,
) -> bool:
    """Make the demo firm, whole or not at all; tells whether it did. A database with a firm is left alone."""
    from cli.demo.history import make_history
    from persistence.database import Database
    from persistence.firms.passwords import ArgonPasswords

    database = Database(database_url, pool_size=1, name="tickmark seed")
    try:
        return await make_history(database, now or datetime.now(UTC), ArgonPasswords(), tell)
    finally:
        await database.close()
