"""What members do with their own sign-ins: see them, end them, change the password."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.caller import Me
from api.documented import READ, WRITE, errors
from api.lists import list_answer
from api.paging import Paging
from api.schemas import Answer, Body, Page
from api.session.schemas import Password
from domain.firms.change_password import ChangePassword, change_password, end_session
from persistence.firms.reader import sessions_listing

router = APIRouter(tags=["session"])


class OwnSession(Answer):
    """A sign-in: where, since when, last used. `present` is the one that asks."""

    id: UUID
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    user_agent: str
    address: str
    present: bool


class NewPassword(Body):
    """The present password, and the new one."""

    current_password: Password
    new_password: Password


@router.get(
    "/v1/sessions",
    operation_id="list_sessions",
    summary="Where one is signed in",
    response_model=Page[OwnSession],
    responses=READ,
)
async def list_sessions(me: Me, paging: Annotated[Paging, Query()]) -> Response:
    """One's own, newest first."""
    wanted = {
        "own": True,
        "member_id": me.principal.member_id,
        "session_id": me.principal.session_id,
        "now": me.services.clock(),
    }
    return await list_answer(me, sessions_listing, paging, wanted, "-created_at")


@router.delete(
    "/v1/sessions/{session_id}",
    operation_id="end_session",
    summary="End a sign-in",
    status_code=204,
    responses=WRITE,
)
async def delete_own_session(me: Me, session_id: UUID) -> Response:
    """One of one's own: a lost phone, a colleague's computer."""
    await end_session(session_id, me.principal.member_id, me.uow())
    me.services.sessions.clear()
    return Response(status_code=204)


@router.post(
    "/v1/me/password",
    operation_id="change_password",
    summary="Change one's password",
    status_code=204,
    responses=errors(400, 413, 415, 429),
)
async def post_password(me: Me, body: NewPassword) -> Response:
    """Ends one's other sessions."""
    me.services.throttle.attempt(f"password {me.principal.member_id}", "")
    command = ChangePassword(
        member_id=me.principal.member_id,
        session_id=me.principal.session_id,
        current=body.current_password,
        new=body.new_password,
    )
    await change_password(command, me.services.passwords, me.uow(), me.context())
    me.services.sessions.clear()
    return Response(status_code=204)
