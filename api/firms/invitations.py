"""Invitations: offered by owner and admins, accepted by their link."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from api.answers import view_answer
from api.caller import Me, Shared, check_parameters
from api.documented import READ, WRITE, errors
from api.firms.invitation_schemas import (
    Accept,
    InvitationAnswer,
    InvitationFilters,
    InvitationFound,
    LookUp,
    NewInvitation,
)
from api.idempotency import answer_once
from api.lists import list_answer
from api.schemas import Page
from api.services import Services
from api.session.schemas import SignedInAnswer
from api.signed_in import signed_in_answer
from domain.firms.accept_invitation import AcceptInvitation, accept_invitation, look_up_invitation
from domain.firms.invite_member import Invited, InviteMember, invite_member, withdraw_invitation
from domain.firms.manage_members import check_manages
from domain.firms.model import Role
from domain.firms.sign_in import begin_session
from domain.firms.tokens import firm_of
from domain.shared.context import SYSTEM, Actor, Context
from domain.shared.errors import NotFound
from persistence.firms.reader import invitations_listing
from persistence.ids import new_id

router = APIRouter(tags=["firm"])


@router.get(
    "/v1/invitations",
    operation_id="list_invitations",
    summary="List invitations",
    response_model=Page[InvitationAnswer],
    responses=READ,
)
async def list_invitations(me: Me, filters: Annotated[InvitationFilters, Query()]) -> Response:
    """Newest first. For owner and admins."""
    check_manages(me.context())
    return await list_answer(me, invitations_listing, filters, filters.model_dump(), "-created_at")


@router.post(
    "/v1/invitations",
    operation_id="invite_member",
    summary="Invite somebody to join the firm",
    status_code=201,
    response_model=InvitationAnswer,
    responses=WRITE,
)
async def post_invitation(me: Me, body: NewInvitation) -> Response:
    """The link goes by e-mail and is in this answer, once. A former invitation to the same address ends."""
    command = InviteMember(
        email=str(body.email),
        name=body.name,
        role=Role(body.role),
        permissions=tuple(body.permissions),
        address=me.services.url,
    )
    context = me.context()
    return await answer_once(
        me, 201, lambda uow: invite_member(command, uow, context), _view, kept_view=_told
    )


@router.delete(
    "/v1/invitations/{invitation_id:uuid}",
    operation_id="withdraw_invitation",
    summary="Withdraw an invitation",
    status_code=204,
    responses=WRITE,
)
async def delete_invitation(me: Me, invitation_id: UUID) -> Response:
    """Its link accepts nothing any more."""
    await withdraw_invitation(invitation_id, me.uow(), me.context())
    return Response(status_code=204)


@router.post(
    "/v1/invitations/look-up",
    operation_id="look_up_invitation",
    summary="Who invites whom",
    response_model=InvitationFound,
    responses=errors(400, 404, 413, 415, 429),
)
async def post_look_up(request: Request, services: Shared, body: LookUp) -> Response:
    """For whoever holds the link."""
    context = _newcomer(request, services, body.token)
    firm, invitation = await look_up_invitation(body.token, services.unit_of_work(context.firm_id), context)
    return view_answer(
        {
            "firm_name": firm.name,
            "name": invitation.name,
            "email": invitation.email,
            "expires_at": invitation.expires_at,
        }
    )


@router.post(
    "/v1/invitations/accept",
    operation_id="accept_invitation",
    summary="Join the firm",
    status_code=201,
    response_model=SignedInAnswer,
    responses=errors(400, 404, 409, 413, 415, 429),
)
async def post_accept(request: Request, services: Shared, body: Accept) -> Response:
    """Makes the member and signs them in. The link works once."""
    context = _newcomer(request, services, body.token)
    command = AcceptInvitation(token=body.token, name=body.name, password=body.password)
    member = await accept_invitation(
        command, services.passwords, services.unit_of_work(context.firm_id), context
    )
    context = context.acting_as(Actor("member", member.id, member.name))
    agent = request.headers.get("user-agent", "")
    address = request.client.host if request.client else ""
    uow = services.unit_of_work(context.firm_id)
    return signed_in_answer(request, await begin_session(member.id, agent, address, uow, context), 201)


def _newcomer(request: Request, services: Services, token: str) -> Context:
    """The firm that the token names.

    Raises NotFound, TooManyAttempts.
    """
    check_parameters(request)
    services.throttle.attempt(f"invitation {token}", request.client.host if request.client else "")
    firm_id = firm_of(token)
    if firm_id is None:
        raise NotFound("invitation")
    return Context(firm_id=firm_id, actor=SYSTEM, now=services.clock(), new_id=new_id)


def _view(invited: Invited) -> Mapping[str, object]:
    return {**_told(invited), "link": invited.link}


def _told(invited: Invited) -> Mapping[str, object]:
    shown = invited.invitation
    return {
        "id": shown.id,
        "email": shown.email,
        "name": shown.name,
        "role": shown.role,
        "permissions": shown.permissions,
        "invited_by": shown.invited_by,
        "created_at": shown.created_at,
        "expires_at": shown.expires_at,
        "accepted_at": shown.accepted_at,
    }
