"""Accounts by their ids in other systems."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field, StringConstraints

from api.accounts.answer import account_row
from api.accounts.schemas import FieldValues, Number, OneAccount, TagNames, Type
from api.answers import json_answer
from api.caller import Me
from api.documented import WRITE
from api.refs import RefId, System, once_more
from api.schemas import Body, Name, Words
from domain.accounts.model import AccountType
from domain.accounts.save_account import CreateAccount
from domain.accounts.upsert_account import UpsertAccount, upsert_account

router = APIRouter(prefix="/v1/accounts", tags=["accounts"])


class AccountByRef(Body):
    """The client. Of an account that is there, only what is sent is changed. `url` is its address in the other system."""

    name: Name
    type: Type = "individual"
    number: Number | None = None
    tags: TagNames = []
    notes: Words = ""
    address: Words = ""
    custom_fields: FieldValues = {}
    url: Annotated[str, StringConstraints(max_length=2000)] | None = Field(default=None)


@router.put(
    "/by-ref/{system}/{id}",
    operation_id="put_account_by_ref",
    summary="Make or change the account with an id of another system",
    response_model=OneAccount,
    responses={**WRITE, 201: {"model": OneAccount, "description": "It is new."}},
)
async def put_by_ref(me: Me, system: System, id: RefId, body: AccountByRef) -> Response:  # noqa: A002 - as in external_refs
    """200 when the firm has an account with this id, 201 when it is new. The same again changes nothing."""
    values = body.given()
    tags, _ = values.pop("tags", None), values.pop("url", None)
    command = UpsertAccount(
        system=system,
        ref=id,
        new=CreateAccount(
            name=body.name,
            type=AccountType(body.type),
            number=body.number,
            tags=tuple(body.tags),
            notes=body.notes,
            address=body.address,
            custom_fields=body.custom_fields,
        ),
        values=values,
        tags=None if tags is None else tuple(body.tags),
        url=body.url,
    )
    upserted = await once_more(lambda: upsert_account(command, me.uow(), me.context()))
    row = await account_row(me, upserted.id)
    etag = {"ETag": f'"{upserted.version}"'}
    return json_answer(me.request, row, 201 if upserted.created else 200, etag)
