"""The firm's custom fields of accounts."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field

from api.answers import entity_answer, view_answer
from api.caller import Me
from api.documented import READ, WRITE
from api.idempotency import answer_once
from api.lists import list_answer
from api.paging import Paging
from api.schemas import Body, Entity, Listed, Name, Page
from domain.accounts.custom_field import CustomField, FieldType
from domain.accounts.save_custom_field import (
    CreateCustomField,
    archive_custom_field,
    create_custom_field,
    order_custom_fields,
    restore_custom_field,
    update_custom_field,
)
from persistence.accounts.reader import fields_listing

router = APIRouter(prefix="/v1/custom-fields", tags=["accounts"])

Options = Annotated[list[Name], Field(max_length=100)]


class NewCustomField(Body):
    """What it takes stays as it is; a choice needs options."""

    name: Name
    type: Literal["text", "number", "date", "yes_no", "choice"] = "text"
    options: Options = []


class CustomFieldChange(Body):
    """Only what is sent is changed. Accounts keep an option that is gone."""

    name: Name = ""
    options: Options = []


class CustomFieldOrder(Body):
    """Every field that is not archived, once, in the new order."""

    field_ids: Annotated[list[UUID], Field(min_length=1, max_length=100)]


class CustomFieldFilters(Paging):
    """Which fields."""

    archived: bool | None = None


class CustomFieldAnswer(Entity):
    """A field of the firm's own. `type`: text, number, date, yes_no or choice. `code` is its shortcode, and stays."""

    name: str
    type: str
    code: str
    position: int
    options: list[str]
    archived: bool


@router.get(
    "",
    operation_id="list_custom_fields",
    summary="List custom fields",
    response_model=Page[CustomFieldAnswer],
    responses=READ,
)
async def list_fields(me: Me, filters: Annotated[CustomFieldFilters, Query()]) -> Response:
    """In their order."""
    return await list_answer(me, fields_listing, filters, filters.model_dump(), "position")


@router.post(
    "",
    operation_id="create_custom_field",
    summary="Create a custom field",
    status_code=201,
    response_model=CustomFieldAnswer,
    responses=WRITE,
)
async def post_field(me: Me, body: NewCustomField) -> Response:
    """After the others. For owner and admins."""
    command = CreateCustomField(name=body.name, type=FieldType(body.type), options=tuple(body.options))
    context = me.context()
    return await answer_once(
        me, 201, lambda uow: create_custom_field(command, uow, context), CustomField.view
    )


@router.put(
    "/order",
    operation_id="order_custom_fields",
    summary="Order the custom fields",
    response_model=Listed[CustomFieldAnswer],
    responses=WRITE,
)
async def put_order(me: Me, body: CustomFieldOrder) -> Response:
    """It must name each field that is not archived exactly once. For owner and admins."""
    ordered = await order_custom_fields(body.field_ids, me.uow(), me.context())
    return view_answer({"data": [field.view() for field in ordered]})


@router.patch(
    "/{field_id:uuid}",
    operation_id="update_custom_field",
    summary="Change a custom field",
    response_model=CustomFieldAnswer,
    responses=WRITE,
)
async def patch_field(me: Me, field_id: UUID, body: CustomFieldChange) -> Response:
    """Its shortcode stays. For owner and admins."""
    return entity_answer((await update_custom_field(field_id, body.given(), me.uow(), me.context())).view())


@router.post(
    "/{field_id:uuid}/archive",
    operation_id="archive_custom_field",
    summary="Archive a custom field",
    response_model=CustomFieldAnswer,
    responses=WRITE,
)
async def archive(me: Me, field_id: UUID) -> Response:
    """It is no longer asked for; the values are kept. One that a pipeline names is refused. For owner and admins."""
    return entity_answer((await archive_custom_field(field_id, me.uow(), me.context())).view())


@router.post(
    "/{field_id:uuid}/restore",
    operation_id="restore_custom_field",
    summary="Restore an archived custom field",
    response_model=CustomFieldAnswer,
    responses=WRITE,
)
async def restore(me: Me, field_id: UUID) -> Response:
    """It is asked for again. For owner and admins."""
    return entity_answer((await restore_custom_field(field_id, me.uow(), me.context())).view())
