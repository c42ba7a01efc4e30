"""What belongs to an account: tags, roles, access, contacts, jobs."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.accounts.answer import account_answer, account_row
from api.accounts.schemas import (
    Access,
    ContactPart,
    OneAccount,
    RoleMap,
    TagList,
)
from api.answers import json_answer
from api.caller import Me
from api.documented import READ_ONE, WRITE
from api.jobs.schemas import JobAnswer
from api.lists import list_answer
from api.paging import Paging
from api.schemas import Page
from domain.accounts.save_account import (
    set_access,
    set_roles,
)
from domain.accounts.save_contact import link_contact, unlink_contact
from domain.accounts.set_account_tags import set_named_tags
from persistence.jobs.reader import jobs_listing, viewer

router = APIRouter(prefix="/v1/accounts", tags=["accounts"])


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
    return await account_answer(me, account_id, account.version)


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
    return await account_answer(me, account_id, account.version)


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
    return await account_answer(me, account_id, account.version)


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
    return json_answer(me.request, await account_row(me, account_id), 201)


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
    await account_row(me, account_id)
    wanted = {"account_id": account_id, **viewer(me.rights)}
    return await list_answer(
        me, jobs_listing(frozenset({"stage", "pipeline"})), paging, wanted, "-created_at"
    )
