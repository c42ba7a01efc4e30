"""Import of accounts: preview, then run; the worker does it and tells how far it is."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import StringConstraints

from api.answers import view_answer
from api.caller import Me
from api.documented import WRITE, errors
from api.idempotency import answer_once
from api.lists import list_answer, single_answer
from api.paging import Paging
from api.schemas import Answer, Body, Entity, Page
from domain.accounts.import_model import Import
from domain.accounts.run_import import preview_import, request_import
from persistence.accounts.reader import imports_listing

router = APIRouter(prefix="/v1/imports", tags=["imports"])
_SHOWN = 50


class AccountsFile(Body):
    """The text of a CSV file: the first line names the columns, then one row per contact."""

    csv: Annotated[str, StringConstraints(min_length=1, max_length=1_000_000)]
    file_name: Annotated[str, StringConstraints(max_length=200)] = ""


class BadRowAnswer(Answer):
    """A row that stays out: its number in the file (the heading is 1), a stable code and the reason."""

    row: int | None
    code: str
    reason: str


class FoundAccount(Answer):
    """An account as the file has it."""

    name: str
    type: str
    number: str | None
    tags: list[str]
    contacts: int


class ImportPreview(Answer):
    """What is in the file; nothing was stored. `accounts` shows the first fifty."""

    rows: int
    total: int
    contacts: int
    accounts: list[FoundAccount]
    bad_rows: list[BadRowAnswer]
    left_out: list[str]


class ImportAnswer(Entity):
    """A file on its way in: `done` of `total` accounts are stored, `made` of them new. `state`: running, finished."""

    type: str
    file_name: str
    state: str
    rows: int
    total: int
    done: int
    made: int
    contacts: int
    bad_rows: list[BadRowAnswer]
    left_out: list[str]


@router.post(
    "/accounts/preview",
    operation_id="preview_accounts_import",
    summary="See what a file of accounts would bring",
    response_model=ImportPreview,
    responses=WRITE,
)
async def post_preview(me: Me, body: AccountsFile) -> Response:
    """How many accounts and contacts, and every row that would stay out, with its reason."""
    found = await preview_import(body.csv, me.uow(), me.context())
    return view_answer(
        {
            "rows": found.rows,
            "total": len(found.accounts),
            "contacts": sum(len(account.contacts) for account in found.accounts),
            "accounts": [
                {
                    "name": account.name,
                    "type": account.type,
                    "number": account.number,
                    "tags": account.tags,
                    "contacts": len(account.contacts),
                }
                for account in found.accounts[:_SHOWN]
            ],
            "bad_rows": [{"row": bad.row, "code": bad.code, "reason": bad.reason} for bad in found.bad_rows],
            "left_out": found.left_out,
        }
    )


@router.post(
    "/accounts",
    operation_id="import_accounts",
    summary="Import a file of accounts",
    status_code=202,
    response_model=ImportAnswer,
    responses=WRITE,
)
async def post_import(me: Me, body: AccountsFile) -> Response:
    """Known accounts (by account id, else by name and type) get what they lack; nothing is made twice."""
    context = me.context()
    return await answer_once(
        me, 202, lambda uow: request_import(body.csv, body.file_name, uow, context), Import.view
    )


@router.get(
    "",
    operation_id="list_imports",
    summary="List imports",
    response_model=Page[ImportAnswer],
    responses=errors(403),
)
async def list_imports(me: Me, paging: Annotated[Paging, Query()]) -> Response:
    """Newest first."""
    me.rights.require("manage_accounts")
    return await list_answer(me, imports_listing, paging, {}, "-created_at")


@router.get(
    "/{import_id:uuid}",
    operation_id="get_import",
    summary="How far an import is",
    response_model=ImportAnswer,
    responses=errors(403, 404),
)
async def get_import(me: Me, import_id: UUID) -> Response:
    """Its progress, and the rows that stayed out."""
    me.rights.require("manage_accounts")
    return await single_answer(me, imports_listing, {"import_id": import_id}, "import")
