"""Client-facing statuses."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.answers import entity_answer
from api.caller import Me
from api.client_statuses.schemas import ClientStatusAnswer, ClientStatusChange, NewClientStatus
from api.documented import READ, READ_ONE, WRITE
from api.idempotency import answer_once
from api.lists import list_answer, single_answer
from api.paging import Paging
from api.schemas import Listed, Page
from domain.client_statuses.change_client_status import change_client_status
from domain.client_statuses.create_client_status import (
    CreateClientStatus,
    create_client_status,
    create_starting_set,
)
from domain.client_statuses.model import ClientStatus
from domain.jobs.remove_client_status import RemoveClientStatus, remove_client_status
from persistence.client_statuses.reader import client_statuses_listing

router = APIRouter(prefix="/v1/client-statuses", tags=["client statuses"])
starting = APIRouter(prefix="/v1/starting-client-statuses", tags=["client statuses"])


@router.get(
    "",
    operation_id="list_client_statuses",
    summary="List client-facing statuses",
    response_model=Page[ClientStatusAnswer],
    responses=READ,
)
async def list_client_statuses(me: Me, paging: Annotated[Paging, Query()]) -> Response:
    """In their order."""
    return await list_answer(me, client_statuses_listing, paging, {}, "position")


@router.post(
    "",
    operation_id="create_client_status",
    summary="Create a client-facing status",
    status_code=201,
    response_model=ClientStatusAnswer,
    responses=WRITE,
)
async def post_client_status(me: Me, body: NewClientStatus) -> Response:
    """After the others. Its name must be new, in any letter case."""
    command, context = CreateClientStatus(**body.model_dump()), me.context()
    return await answer_once(
        me, 201, lambda uow: create_client_status(command, uow, context), ClientStatus.view
    )


@starting.post(
    "",
    operation_id="create_starting_client_statuses",
    summary="Create the client-facing statuses that most firms begin with",
    status_code=201,
    response_model=Listed[ClientStatusAnswer],
    responses=WRITE,
)
async def post_starting_set(me: Me) -> Response:
    """Those whose names the firm does not have yet: from “Waiting for your documents” to “Filed”."""
    context = me.context()
    return await answer_once(
        me,
        201,
        lambda uow: create_starting_set(uow, context),
        lambda made: {"data": [status.view() for status in made]},
    )


@router.get(
    "/{client_status_id}",
    operation_id="get_client_status",
    summary="One client-facing status",
    response_model=ClientStatusAnswer,
    responses=READ_ONE,
)
async def get_client_status(me: Me, client_status_id: UUID) -> Response:
    """Name, colour, text, and how many jobs have it."""
    wanted = {"client_status_id": client_status_id}
    return await single_answer(me, client_statuses_listing, wanted, "client_status")


@router.patch(
    "/{client_status_id}",
    operation_id="update_client_status",
    summary="Change a client-facing status",
    response_model=ClientStatusAnswer,
    responses=WRITE,
)
async def patch_client_status(me: Me, client_status_id: UUID, body: ClientStatusChange) -> Response:
    """Only what is sent is changed; jobs that have it follow."""
    version = me.expected_version("client_status")
    status = await change_client_status(
        client_status_id, body.given(), me.uow(), me.context(), expected_version=version
    )
    return entity_answer(status.view())


@router.delete(
    "/{client_status_id}",
    operation_id="delete_client_status",
    summary="Remove a client-facing status",
    status_code=204,
    responses=WRITE,
)
async def delete_client_status(
    me: Me, client_status_id: UUID, jobs_to: UUID | Literal["none"] | None = None
) -> Response:
    """While jobs have it, `jobs_to` must say what they get instead: another status or `none`. Archived jobs keep it. One
    that automations give is refused.
    """
    command = RemoveClientStatus(
        status_id=client_status_id,
        replaced=jobs_to is not None,
        jobs_to=jobs_to if isinstance(jobs_to, UUID) else None,
    )
    await remove_client_status(command, me.uow(), me.context())
    return Response(status_code=204)
