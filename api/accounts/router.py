"""Accounts and what belongs to them."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.accounts import by_ref, contacts, custom_fields, labels, parts
from api.accounts.answer import account_answer
from api.accounts.schemas import (
    AccountAnswer,
    AccountChange,
    AccountFilters,
    NewAccount,
    OneAccount,
)
from api.caller import Caller, Me
from api.documented import READ, READ_ONE, WRITE
from api.idempotency import answer_once
from api.lists import list_answer, single_answer
from api.schemas import Page
from domain.accounts.model import AccountStatus, AccountType
from domain.accounts.save_account import (
    CreateAccount,
    TaggedAccount,
    create_account,
    set_account_status,
    update_account,
)
from persistence.accounts.reader import accounts_listing, one_account
from persistence.jobs.reader import viewer

router = APIRouter(prefix="/v1/accounts", tags=["accounts"])
routers = (
    router,
    by_ref.router,
    parts.router,
    contacts.router,
    labels.tags_router,
    labels.roles_router,
    custom_fields.router,
)


@router.get(
    "",
    operation_id="list_accounts",
    summary="List accounts",
    response_model=Page[AccountAnswer],
    responses=READ,
)
async def list_accounts(me: Me, filters: Annotated[AccountFilters, Query()]) -> Response:
    """Newest first, unless `sort` says otherwise. `q` looks into names, account ids and contacts."""
    wanted = {**filters.model_dump(), **viewer(me.rights)}
    return await list_answer(me, accounts_listing, filters, wanted, filters.sort)


@router.post(
    "",
    operation_id="create_account",
    summary="Create an account",
    status_code=201,
    response_model=AccountAnswer,
    responses=WRITE,
)
async def post_account(me: Me, body: NewAccount) -> Response:
    """Unknown names in `tags` become new tags."""
    values = body.model_dump()
    command = CreateAccount(
        name=body.name,
        type=AccountType(body.type),
        number=body.number,
        tags=tuple(body.tags),
        notes=body.notes,
        address=body.address,
        member_ids=tuple(body.member_ids),
        external_refs=tuple(values["external_refs"]),
        custom_fields=body.custom_fields,
    )
    context = me.context()
    return await answer_once(me, 201, lambda uow: create_account(command, uow, context), TaggedAccount.view)


@router.get(
    "/{account_id}",
    operation_id="get_account",
    summary="One account",
    response_model=OneAccount,
    responses=READ_ONE,
)
async def get_account(me: Me, account_id: UUID) -> Response:
    """With its contacts."""
    return await single_answer(me, one_account, {"account_id": account_id, **viewer(me.rights)}, "account")


@router.patch(
    "/{account_id}",
    operation_id="update_account",
    summary="Change an account",
    response_model=OneAccount,
    responses=WRITE,
)
async def patch_account(me: Me, account_id: UUID, body: AccountChange) -> Response:
    """Only what is sent is changed; so it is with custom fields, where null empties one."""
    values: dict[str, Any] = body.given()
    if "external_refs" in values:
        values["external_refs"] = [ref.model_dump() for ref in body.external_refs]
    account = await update_account(
        account_id, values, me.uow(), me.context(), expected_version=me.expected_version("account")
    )
    return await account_answer(me, account_id, account.version)


async def _set_status(me: Caller, account_id: UUID, status: AccountStatus) -> Response:
    account = await set_account_status(account_id, status, me.uow(), me.context())
    return await account_answer(me, account_id, account.version)


@router.post(
    "/{account_id}/archive",
    operation_id="archive_account",
    summary="Archive an account",
    response_model=OneAccount,
    responses=WRITE,
)
async def archive(me: Me, account_id: UUID) -> Response:
    """Everything is kept."""
    return await _set_status(me, account_id, AccountStatus.ARCHIVED)


@router.post(
    "/{account_id}/restore",
    operation_id="restore_account",
    summary="Restore an archived account",
    response_model=OneAccount,
    responses=WRITE,
)
async def restore(me: Me, account_id: UUID) -> Response:
    """It is active again."""
    return await _set_status(me, account_id, AccountStatus.ACTIVE)
