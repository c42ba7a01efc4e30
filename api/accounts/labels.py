"""Tags and account roles."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.accounts.schemas import LabelFilters, NewTag, RoleAnswer, RoleBody, TagAnswer, TagChange
from api.answers import entity_answer
from api.caller import Me
from api.documented import READ, WRITE
from api.idempotency import answer_once
from api.lists import list_answer
from api.paging import Paging
from api.schemas import Page
from domain.accounts.labels import create_role, create_tag, delete_role, delete_tag, rename_role, update_tag
from domain.accounts.model import AccountRole, Tag
from persistence.accounts.reader import roles_listing, tags_listing

tags_router = APIRouter(prefix="/v1/tags", tags=["accounts"])
roles_router = APIRouter(prefix="/v1/account-roles", tags=["accounts"])


@tags_router.get(
    "", operation_id="list_tags", summary="List tags", response_model=Page[TagAnswer], responses=READ
)
async def list_tags(me: Me, filters: Annotated[LabelFilters, Query()]) -> Response:
    """By name."""
    return await list_answer(me, tags_listing, filters, filters.model_dump(), "name")


@tags_router.post(
    "",
    operation_id="create_tag",
    summary="Create a tag",
    status_code=201,
    response_model=TagAnswer,
    responses=WRITE,
)
async def post_tag(me: Me, body: NewTag) -> Response:
    """Its name must be new, in any letter case."""
    context = me.context()
    return await answer_once(me, 201, lambda uow: create_tag(body.name, body.color, uow, context), Tag.view)


@tags_router.patch(
    "/{tag_id}", operation_id="update_tag", summary="Change a tag", response_model=TagAnswer, responses=WRITE
)
async def patch_tag(me: Me, tag_id: UUID, body: TagChange) -> Response:
    """Only what is sent is changed."""
    return entity_answer((await update_tag(tag_id, body.given(), me.uow(), me.context())).view())


@tags_router.delete(
    "/{tag_id}", operation_id="delete_tag", summary="Delete a tag", status_code=204, responses=WRITE
)
async def remove_tag(me: Me, tag_id: UUID) -> Response:
    """It is taken off every account. One that a pipeline names is refused."""
    await delete_tag(tag_id, me.uow(), me.context())
    return Response(status_code=204)


@roles_router.get(
    "",
    operation_id="list_account_roles",
    summary="List account roles",
    response_model=Page[RoleAnswer],
    responses=READ,
)
async def list_roles(me: Me, paging: Annotated[Paging, Query()]) -> Response:
    """In their order."""
    return await list_answer(me, roles_listing, paging, {}, "position")


@roles_router.post(
    "",
    operation_id="create_account_role",
    summary="Create an account role",
    status_code=201,
    response_model=RoleAnswer,
    responses=WRITE,
)
async def post_role(me: Me, body: RoleBody) -> Response:
    """After the others."""
    context = me.context()
    return await answer_once(me, 201, lambda uow: create_role(body.name, uow, context), AccountRole.view)


@roles_router.patch(
    "/{role_id}",
    operation_id="update_account_role",
    summary="Rename an account role",
    response_model=RoleAnswer,
    responses=WRITE,
)
async def patch_role(me: Me, role_id: UUID, body: RoleBody) -> Response:
    """Its name must be new, in any letter case."""
    return entity_answer((await rename_role(role_id, body.name, me.uow(), me.context())).view())


@roles_router.delete(
    "/{role_id}",
    operation_id="delete_account_role",
    summary="Delete an account role",
    status_code=204,
    responses=WRITE,
)
async def remove_role(me: Me, role_id: UUID) -> Response:
    """What it decided before stays as it is."""
    await delete_role(role_id, me.uow(), me.context())
    return Response(status_code=204)
