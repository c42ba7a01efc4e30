"""Sign in and out, who one is, and the first firm of a new server."""

import unicodedata

from fastapi import APIRouter, Request, Response

from api.answers import view_answer
from api.caller import Me, Shared, check_parameters
from api.documented import READ, errors
from api.session.schemas import MeAnswer, SetUpBody, SetUpNeeded, SignedInAnswer, SignInBody
from api.signed_in import signed_in_answer
from domain.firms.model import PERMISSIONS
from domain.firms.set_up_firm import SetUpFirm, set_up_firm
from domain.firms.sign_in import SignIn, SignInRefused, begin_session, sign_in, sign_out
from domain.shared.context import SYSTEM, Actor, Context
from domain.shared.errors import RuleViolation
from persistence.firms.sign_in import count_firms, find_sign_in
from persistence.ids import new_id

router = APIRouter(tags=["session"])


@router.post(
    "/v1/session",
    operation_id="sign_in",
    summary="Sign in",
    response_model=SignedInAnswer,
    responses={**errors(400, 413, 415, 429)},
)
async def post_session(request: Request, services: Shared, body: SignInBody) -> Response:
    """Sets the session cookie. The answer is the same for an unknown address and a wrong password."""
    check_parameters(request)
    email = unicodedata.normalize("NFC", body.email).strip()
    address = request.client.host if request.client else ""
    services.throttle.attempt(email.lower(), address)
    found = await find_sign_in(services.database, email)
    if found is None:
        await services.passwords.verify(body.password, None)
        raise SignInRefused
    firm_id, member_id = found
    command = SignIn(
        member_id=member_id,
        password=body.password,
        user_agent=request.headers.get("user-agent", ""),
        address=address,
    )
    context = Context(firm_id=firm_id, actor=SYSTEM, now=services.clock(), new_id=new_id)
    signed_in = await sign_in(command, services.passwords, services.unit_of_work(firm_id), context)
    services.throttle.proven(email.lower())
    return signed_in_answer(request, signed_in)


@router.delete(
    "/v1/session", operation_id="sign_out", summary="Sign out", status_code=204, responses=errors()
)
async def delete_session(me: Me) -> Response:
    """Ends this session."""
    await sign_out(me.principal.session_id, me.uow())
    me.services.sessions.clear()
    response = Response(status_code=204)
    for name in ("session", "__Host-session"):
        response.delete_cookie(name, path="/", secure=name.startswith("__Host"), httponly=True)
    return response


@router.get("/v1/me", operation_id="get_me", summary="Who one is", response_model=MeAnswer, responses=READ)
async def get_me(me: Me) -> Response:
    """The member, the firm, what one may do, and the session or API key."""
    async with me.uow() as uow:
        member = await uow.members.get(me.principal.member_id)
        firm = await uow.firms.current()
    key = me.principal.key
    return view_answer(
        {
            "member": member.view(),
            "firm": firm.view(),
            "permissions": [name for name in PERMISSIONS if member.may(name)],
            "session": None
            if key
            else {"id": me.principal.session_id, "expires_at": me.principal.expires_at},
            "api_key": {"id": key.id, "name": key.name, "scopes": sorted(key.scopes)} if key else None,
        }
    )


@router.get(
    "/v1/setup",
    operation_id="get_setup",
    summary="Whether this server waits for its first firm",
    response_model=SetUpNeeded,
    responses={503: errors()[503]},
)
async def get_setup(request: Request, services: Shared) -> Response:
    """Needed once, on a new server."""
    return view_answer({"needed": await count_firms(services.database) == 0})


@router.post(
    "/v1/setup",
    operation_id="set_up",
    summary="Set up the first firm",
    status_code=201,
    response_model=SignedInAnswer,
    responses=errors(400, 409, 413, 415),
)
async def post_setup(request: Request, services: Shared, body: SetUpBody) -> Response:
    """Makes the firm and its owner, and signs the owner in. Refused once there is a firm."""
    check_parameters(request)
    if await count_firms(services.database):
        raise RuleViolation("This server has its firm already. Sign in.", code="setup_done")
    firm_id = new_id()
    context = Context(firm_id=firm_id, actor=SYSTEM, now=services.clock(), new_id=new_id)
    command = SetUpFirm(**body.model_dump())
    _, owner = await set_up_firm(command, services.passwords, services.unit_of_work(firm_id), context)
    context = context.acting_as(Actor("member", owner.id, owner.name))
    signed_in = await begin_session(
        owner.id, request.headers.get("user-agent", ""), "", services.unit_of_work(firm_id), context
    )
    return signed_in_answer(request, signed_in, 201)
