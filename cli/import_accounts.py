import asyncio
from pathlib import Path
from typing import Annotated

import typer

from cli.paths import STATE
from cli.problem import Problem
from cli.running_database import running_database
from cli.steps import complaints, console


def register(app: typer.Typer) -> None:
    """Add `tickmark import accounts`."""
    group = typer.Typer(help="Bring in what you have elsewhere.", no_args_is_help=True)
    group.callback()(_nothing)  # a group with one command alone would swallow the command's name
    group.command("accounts")(accounts)
    app.add_typer(group, name="import")


def _nothing() -> None:
    """Bring in what you have elsewhere."""


def accounts(
    file: Annotated[Path, typer.Argument(help="A CSV file: one row per contact.")],
    dry_run: Annotated[bool, typer.Option(help="Only tell what would go in.")] = False,
    data: Annotated[Path, typer.Option(help="Where `up` keeps its data.")] = STATE,
    firm: Annotated[str | None, typer.Option(help="The firm's name, when there are several.")] = None,
) -> None:
    """Import accounts with their contacts, tags and roles. Bad rows are told by number and reason; the rest goes in."""
    try:
        bad = asyncio.run(_run(_read(file), running_database(data), firm, dry_run=dry_run))
    except Problem as problem:
        complaints.print(str(problem), markup=False)
        raise typer.Exit(1) from None
    raise typer.Exit(0 if not bad else 3)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"{file} can't be read as a UTF-8 text: {error}") from error


async def _run(text: str, database_url: str, firm_name: str | None, *, dry_run: bool) -> int:
    from rich.progress import track

    from domain.accounts.import_accounts import read_accounts
    from domain.accounts.store_import import store_account
    from domain.shared.clock import system_clock
    from domain.shared.context import Actor, Context
    from persistence.database import Database
    from persistence.firms.sign_in import find_owner
    from persistence.ids import new_id
    from persistence.pipelines.repository import PipelineCache
    from persistence.unit_of_work import PostgresUnitOfWork

    database = Database(database_url, pool_size=2, name="tickmark import")
    try:
        owner = await find_owner(database_url, firm_name)
        if owner is None:
            raise Problem(
                "There is no such firm here."
                if firm_name
                else "Name the firm with --firm: there is not exactly one."
            )
        firm_id, member_id, name = owner

        def uow() -> PostgresUnitOfWork:
            return PostgresUnitOfWork(database, firm_id, PipelineCache())

        async with uow() as looking:
            members = [member.name for member in await looking.members.active()]
            roles = [role.name for role in await looking.account_roles.all()]
            fields = await looking.custom_fields.all()
        found = read_accounts(text, members, roles, fields)
        made = 0
        if not dry_run:
            for account in track(found.accounts, "accounts", console=console, transient=True):
                context = Context(
                    firm_id=firm_id, actor=Actor("member", member_id, name), now=system_clock(), new_id=new_id
                )
                made += await store_account(account, uow(), context)
    finally:
        await database.close()
    contacts = sum(len(account.contacts) for account in found.accounts)
    outcome = "would go in" if dry_run else f"went in: {made} new, {len(found.accounts) - made} known before"
    console.print(
        f"{found.rows} rows: {len(found.accounts)} accounts with {contacts} contacts {outcome}.", markup=False
    )
    for bad in found.bad_rows:
        console.print(f"  row {bad.row} stays out: {bad.reason}", markup=False)
    if found.left_out:
        console.print(
            f"  left out, as it may only be kept encrypted: {', '.join(found.left_out)}", markup=False
        )
    return len(found.bad_rows)
