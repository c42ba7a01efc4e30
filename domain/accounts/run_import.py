"""Import a file of accounts: asked for by a person, done by the worker a few accounts at a time, so that it can be watched."""

import csv
from uuid import UUID

from domain.accounts.events import ImportContinued, ImportFinished, ImportRequested
from domain.accounts.import_accounts import AccountImport, BadRow, read_accounts
from domain.accounts.import_model import Import
from domain.accounts.store_import import store_account
from domain.shared.context import Context
from domain.shared.errors import Fault, Invalid, TickmarkError
from domain.unit_of_work import UnitOfWork

AT_A_TIME = 20


async def preview_import(text: str, uow: UnitOfWork, context: Context) -> AccountImport:
    """What is in the file and which rows would stay out; nothing is stored.

    Raises Forbidden, Invalid when it is no such file.
    """
    context.rights.require("manage_accounts")
    async with uow:
        return await _read(text, uow)


async def request_import(text: str, file_name: str, uow: UnitOfWork, context: Context) -> Import:
    """Take the file in; the worker stores what is in it.

    Raises Forbidden, Invalid when it is no such file.
    """
    context.rights.require("manage_accounts")
    async with uow:
        found = await _read(text, uow)
        taken = Import(
            firm_id=context.firm_id,
            id=context.new_id(),
            created_at=context.now,
            updated_at=context.now,
            file_name=file_name,
            accounts=found.accounts,
            total=len(found.accounts),
            rows=found.rows,
            contacts=sum(len(account.contacts) for account in found.accounts),
            bad_rows=[_told(bad) for bad in found.bad_rows],
            left_out=found.left_out,
        )
        uow.imports.add(taken)
        taken.record(ImportRequested(), context)
        await uow.commit(taken)
    return taken


async def continue_import(import_id: UUID, uow: UnitOfWork, context: Context) -> None:
    """The worker's part: store the next accounts. What one account is refused for is told, and the others go in."""
    taken = await uow.imports.locked(import_id)
    if taken.finished:
        return
    for account in taken.accounts[taken.done : taken.done + AT_A_TIME]:
        try:
            taken.made += await store_account(account, uow.nested(), context)
        except TickmarkError as refusal:
            bad: dict[str, object] = {
                "row": None,
                "code": refusal.stable_code,
                "reason": f"{account.name}: {refusal}",
            }
            taken.bad_rows = [*taken.bad_rows, bad]
        taken.done += 1
    if taken.done < taken.total:
        taken.record(ImportContinued(), context)
    else:
        taken.accounts = []
        taken.record(ImportFinished(), context)


async def _read(text: str, uow: UnitOfWork) -> AccountImport:
    members = [member.name for member in await uow.members.active()]
    roles = [role.name for role in await uow.account_roles.all()]
    try:
        found = read_accounts(text, members, roles, await uow.custom_fields.all())
    except csv.Error as error:
        sentence = f"The file can't be read as CSV: {error}."
        raise Invalid([Fault("/csv", "csv_unreadable", sentence)]) from error
    if "Account Name" not in found.headings:
        sentence = "The first line must name the columns, “Account Name” among them."
        raise Invalid([Fault("/csv", "no_account_name_column", sentence)])
    return found


def _told(bad: BadRow) -> dict[str, object]:
    return {"row": bad.row, "code": bad.code, "reason": bad.reason}
