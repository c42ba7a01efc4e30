"""API keys: made by those who manage integrations, for programs that act for them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field, StringConstraints

from api.caller import Me
from api.documented import READ, WRITE
from api.idempotency import answer_once
from api.lists import list_answer
from api.paging import Paging
from api.schemas import Answer, Body, Name, Page
from domain.firms.api_keys import SCOPES, MadeApiKey, MakeApiKey, make_api_key, revoke_api_key
from persistence.firms.reader import api_keys_listing

router = APIRouter(prefix="/v1/api-keys", tags=["session"])
_A_YEAR = 365


class NewApiKey(Body):
    """What it is for, what it may do (to write is to read too), and for how many days."""

    name: Name
    scopes: Annotated[
        list[Annotated[str, StringConstraints(max_length=40)]],
        Field(
            min_length=1,
            max_length=len(SCOPES),
            json_schema_extra={"examples": [["jobs:read", "tasks:write"]]},
        ),
    ]
    days: Annotated[int, Field(ge=1, le=2 * _A_YEAR)] = _A_YEAR


class ApiKeyAnswer(Answer):
    """A key. `secret` is told once, when it is made; afterwards only how it ends."""

    id: UUID
    member_id: UUID
    name: str
    scopes: list[str]
    ends_in: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    secret: str | None = None


@router.get(
    "",
    operation_id="list_api_keys",
    summary="List API keys",
    response_model=Page[ApiKeyAnswer],
    responses=READ,
)
async def list_api_keys(me: Me, paging: Annotated[Paging, Query()]) -> Response:
    """One's own; owner and admins see everybody's. Newest first."""
    member_id = None if me.rights.everything else me.principal.member_id
    return await list_answer(me, api_keys_listing, paging, {"member_id": member_id}, "-created_at")


@router.post(
    "",
    operation_id="make_api_key",
    summary="Make an API key",
    status_code=201,
    response_model=ApiKeyAnswer,
    responses=WRITE,
)
async def post_api_key(me: Me, body: NewApiKey) -> Response:
    """It may do what its member may, as far as its scopes go. The secret is in this answer, once."""
    command, context = MakeApiKey(**body.model_dump()), me.context()
    return await answer_once(
        me, 201, lambda uow: make_api_key(command, uow, context), _with_secret, kept_view=_without_secret
    )


@router.delete(
    "/{key_id}",
    operation_id="revoke_api_key",
    summary="Revoke an API key",
    status_code=204,
    responses=WRITE,
)
async def delete_api_key(me: Me, key_id: UUID) -> Response:
    """It opens nothing any more; other processes notice within two seconds."""
    await revoke_api_key(key_id, me.uow(), me.context())
    me.services.sessions.clear()
    return Response(status_code=204)


def _with_secret(made: MadeApiKey) -> dict[str, object]:
    return {**made.key.view(), "secret": made.secret}


def _without_secret(made: MadeApiKey) -> dict[str, object]:
    return {**made.key.view(), "secret": None}
