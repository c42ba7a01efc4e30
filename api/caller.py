"""Whoever makes the request: the one dependency of every route behind the sign-in."""

from typing import Annotated, cast
from uuid import UUID

from fastapi import Depends, Request
from fastapi._compat import ModelField
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel

from api.errors import Refused
from api.scopes import check_scope
from api.services import Services
from api.sessions import Principal
from domain.firms.sign_in import IDLE
from domain.firms.tokens import firm_of, firm_of_key, hashed
from domain.shared.context import Cause, Context
from domain.shared.errors import StaleVersion
from domain.shared.rights import Rights
from persistence.firms.principals import find_key, find_signed_in
from persistence.ids import new_id
from persistence.unit_of_work import PostgresUnitOfWork

_NOT_SIGNED_IN = "Sign in first."


class Caller:
    """The signed-in member of this request, and what their request works with."""

    __slots__ = ("principal", "request", "services")

    def __init__(self, request: Request, services: Services, principal: Principal) -> None:
        self.request = request
        self.services = services
        self.principal = principal

    @property
    def firm_id(self) -> UUID:
        """The firm of the caller."""
        return self.principal.firm_id

    @property
    def rights(self) -> Rights:
        """What the caller may see and do."""
        return self.principal.rights

    def uow(self) -> PostgresUnitOfWork:
        """A new unit of work of the caller's firm."""
        return self.services.unit_of_work(self.firm_id)

    def context(self) -> Context:
        """Who, when and why, for use-cases."""
        return Context(
            firm_id=self.firm_id,
            actor=self.principal.actor,
            now=self.services.clock() + self.principal.ahead,
            new_id=new_id,
            cause=Cause(request_id=self.request.state.request_id),
            rights=self.principal.rights,
        )

    def expected_version(self, kind: str) -> int | None:
        """The version that If-Match asks for.

        Raises StaleVersion when it is none that the thing ever had.
        """
        wanted = self.request.headers.get("if-match")
        if wanted is None or wanted == "*":
            return None
        number = wanted.strip('"')
        if not number.isdecimal() or len(number) > 9:
            raise StaleVersion(kind)
        return int(number)


def services_of(request: Request) -> Services:
    """What requests share."""
    return cast("Services", request.app.state.services)


def session_token(request: Request) -> str | None:
    """The token in the session cookie."""
    return request.cookies.get("__Host-session") or request.cookies.get("session")


async def caller(request: Request) -> Caller:
    """The member of the session or of the API key.

    Raises Refused: 401 without either, 400 with both, 403 where the key's scopes end; QuotaIsUsedUp.
    """
    check_parameters(request)
    services = services_of(request)
    token, secret = session_token(request), request.headers.get("authorization")
    if token is not None and secret is not None:
        raise Refused(400, "two_identities", "Send a session's cookie or an API key, not both.")
    if secret is not None:
        token = _key(secret)
    if token is None:
        raise Refused(401, "not_signed_in", _NOT_SIGNED_IN)
    token_hash = hashed(token)
    principal = services.sessions.get(token_hash)
    if principal is None or (principal.key is not None) is not (
        secret is not None
    ):  # each in its own place only
        principal = await _look_up(services, token, token_hash, is_key=secret is not None)
        services.sessions.put(token_hash, principal)
    if principal.key is not None:
        check_scope(principal.key, request.scope["route"], request.method)
    request.state.headers = services.quota.take(principal.session_id)
    return Caller(request, services, principal)


def _key(authorization: str) -> str:
    """The secret of an API key.

    Raises Refused (401) for anything else.
    """
    scheme, _, secret = authorization.partition(" ")
    if scheme.lower() != "bearer":
        raise Refused(401, "not_signed_in", "Send an API key as “Authorization: Bearer tm_…”.")
    return secret.strip()


async def _look_up(services: Services, token: str, token_hash: bytes, *, is_key: bool) -> Principal:
    firm_id = firm_of_key(token) if is_key else firm_of(token)
    if firm_id is None:
        sentence = "This is no API key; perhaps it was cut off." if is_key else _NOT_SIGNED_IN
        raise Refused(401, "not_signed_in", sentence)
    now = services.clock()
    if is_key:
        found = await find_key(services.database, firm_id, token_hash, now)
    else:
        found = await find_signed_in(services.database, firm_id, token_hash, now, IDLE)
    if found is None:
        over = (
            "This API key was revoked, or has expired." if is_key else "Your session is over. Sign in again."
        )
        raise Refused(401, "not_signed_in", over)
    rights = Rights(found.role != "employee", found.member_id, found.permissions)
    return Principal(
        firm_id,
        found.member_id,
        found.name,
        found.session_id,
        found.expires_at,
        rights,
        found.ahead,
        found.key,
    )


def check_parameters(request: Request) -> None:
    """Refuse query parameters that the route does not know: never a silently ignored filter.

    Raises RequestValidationError.
    """
    if not request.scope["query_string"]:
        return
    known = _known(request.scope["route"])
    faults = [
        {
            "type": "unknown_parameter",
            "loc": ("query", name),
            "msg": "There is no such parameter here.",
            "input": "",
        }
        for name in request.query_params
        if name not in known
    ]
    if faults:
        raise RequestValidationError(faults)


_known_parameters: dict[str, frozenset[str]] = {}


def _known(route: APIRoute) -> frozenset[str]:
    """The names of the route's query parameters, gathered once."""
    known = _known_parameters.get(route.unique_id)
    if known is None:
        known = _known_parameters[route.unique_id] = _gather(route)
    return known


def _gather(route: APIRoute) -> frozenset[str]:
    names: set[str] = set()
    for parameter in _query_parameters(route.dependant):
        model = parameter.field_info.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            names |= {field.alias or name for name, field in model.model_fields.items()}
        else:
            names.add(parameter.alias)
    return frozenset(names)


def _query_parameters(dependant: Dependant) -> list[ModelField]:
    flat = list(dependant.query_params)
    for inner in dependant.dependencies:
        flat += _query_parameters(inner)
    return flat


Me = Annotated[Caller, Depends(caller)]
Shared = Annotated[Services, Depends(services_of)]
