"""Accounts and what belongs to them."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.accounts import contacts, labels
from api.accounts.schemas import (
    Access,
    AccountAnswer,
    AccountChange,
    AccountFilters,
    ContactPart,
    NewAccount,
    OneAccount,
    RoleMap,
    TagList,
)
from api.answers import json_answer
from api.caller import Caller, Me
from api.documented import READ, READ_ONE, WRITE
from api.idempotency import answer_once
from api.jobs.schemas import JobAnswer
from api.lists import list_answer, single_answer
from api.paging import Paging
from api.schemas import Page
from domain.accounts.model import AccountStatus, AccountType
from domain.accounts.save_account import (
    CreateAccount,
    TaggedAccount,
    create_account,
    set_access,
    set_account_status,
    set_roles,
    update_account,
)
from domain.accounts.save_contact import link_contact, unlink_contact
from domain.accounts.set_account_tags import set_named_tags
from domain.shared.errors import NotFound
from persistence.accounts.reader import accounts_listing, one_account
from persistence.jobs.reader import jobs_listing, viewer

router = APIRouter(prefix="/v1/accounts", tags=["accounts"])
routers = (router, contacts.router, labels.tags_router, labels.roles_router)


async def _account_row(me: Caller, account_id: UUID) -> str:
    async with me.services.database.reading(me.firm_id) as reading:
        row = await one_account.one(reading, me.firm_id, {"account_id": account_id, **viewer(me.rights)})
    if row is None:
        raise NotFound("account")
    return row


async def _answer(me: Caller, account_id: UUID, version: int) -> Response:
    return json_answer(me.request, await _account_row(me, account_id), headers={"ETag": f'"{version}"'})


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
    """Only what is sent is changed."""
    values: dict[str, Any] = body.given()
    if "external_refs" in values:
        values["external_refs"] = [ref.model_dump() for ref in body.external_refs]
    account = await update_account(
        account_id, values, me.uow(), me.context(), expected_version=me.expected_version("account")
    )
    return await _answer(me, account_id, account.version)


@router.put(
    "/{account_id}/tags",
    operation_id="set_account_tags",
    summary="Set an account's tags",
    response_model=OneAccount,
    responses=WRITE,
)
async def put_tags(me: Me, account_id: UUID, body: TagList) -> Response:
    """Names or ids; an unknown name becomes a new tag."""
    account = await set_named_tags(account_id, tuple(body.tags), me.uow(), me.context())
    return await _answer(me, account_id, account.version)


@router.put(
    "/{account_id}/roles",
    operation_id="set_account_roles",
    summary="Set who has which account role",
    response_model=OneAccount,
    responses=WRITE,
)
async def put_roles(me: Me, account_id: UUID, body: RoleMap) -> Response:
    """Decides assignees when things are created from now on; grants nothing."""
    roles = {entry.role_id: tuple(entry.member_ids) for entry in body.roles}
    account = await set_roles(account_id, roles, me.uow(), me.context())
    return await _answer(me, account_id, account.version)


@router.put(
    "/{account_id}/access",
    operation_id="set_account_access",
    summary="Set who sees an account",
    response_model=OneAccount,
    responses=WRITE,
)
async def put_access(me: Me, account_id: UUID, body: Access) -> Response:
    """Owner, admins and those who view all accounts see it anyway."""
    account = await set_access(account_id, tuple(body.member_ids), me.uow(), me.context())
    return await _answer(me, account_id, account.version)


@router.post(
    "/{account_id}/contacts",
    operation_id="link_contact",
    summary="Give a contact a part in an account",
    status_code=201,
    response_model=OneAccount,
    responses=WRITE,
)
async def post_contact(me: Me, account_id: UUID, body: ContactPart) -> Response:
    """Or change the part that the contact has."""
    part = {"portal": body.portal, "notified": body.notified, "signatory": body.signatory}
    await link_contact(account_id, body.contact_id, part, me.uow(), me.context())
    return json_answer(me.request, await _account_row(me, account_id), 201)


@router.delete(
    "/{account_id}/contacts/{contact_id}",
    operation_id="unlink_contact",
    summary="Take a contact out of an account",
    status_code=204,
    responses=WRITE,
)
async def delete_contact(me: Me, account_id: UUID, contact_id: UUID) -> Response:
    """The contact stays."""
    await unlink_contact(account_id, contact_id, me.uow(), me.context())
    return Response(status_code=204)


@router.get(
    "/{account_id}/jobs",
    operation_id="list_account_jobs",
    summary="The jobs of an account",
    response_model=Page[JobAnswer],
    responses=READ_ONE,
)
async def get_jobs(me: Me, account_id: UUID, paging: Annotated[Paging, Query()]) -> Response:
    """Newest first, archived ones too."""
    await _account_row(me, account_id)
    wanted = {"account_id": account_id, **viewer(me.rights)}
    return await list_answer(
        me, jobs_listing(frozenset({"stage", "pipeline"})), paging, wanted, "-created_at"
    )


async def _set_status(me: Caller, account_id: UUID, status: AccountStatus) -> Response:
    account = await set_account_status(account_id, status, me.uow(), me.context())
    return await _answer(me, account_id, account.version)


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
