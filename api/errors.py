"""Every refusal as RFC 9457 problem+json: the only place that knows HTTP's words for the domain's errors."""

import logging
from collections.abc import Mapping, Sequence

import asyncpg
import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from sqlalchemy.exc import DBAPIError, TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.pointers import pointer_of
from api.throttle import QuotaIsUsedUp, TooManyAttempts
from domain.firms.sign_in import SignInRefused
from domain.shared.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    RuleViolation,
    StaleVersion,
    TickmarkError,
)

log = logging.getLogger(__name__)

_STATUS: Sequence[tuple[type[TickmarkError], int]] = (
    (NotFound, 404),
    (Forbidden, 403),
    (StaleVersion, 412),
    (SignInRefused, 401),
    (Conflict, 409),
    (RuleViolation, 409),
    (Invalid, 422),
)
_TITLES: Mapping[int, str] = {
    400: "The request can't be read",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Not possible here",
    409: "Not possible now",
    412: "Changed in the meantime",
    413: "Too large",
    415: "Wrong content type",
    422: "Some values can't be used",
    429: "Too many requests",
    500: "Something went wrong",
    503: "Not available for a moment",
}
_CODES: Mapping[int, str] = {
    400: "bad_request",
    401: "not_signed_in",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
    429: "too_many_requests",
    500: "internal_error",
    503: "unavailable",
}


class Refused(Exception):
    """A refusal that is HTTP's own: wrong content type, not signed in, another site's request."""

    def __init__(self, status: int, code: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.code, self.headers = status, code, headers


def problem(
    request: Request,
    status: int,
    code: str,
    detail: str,
    *,
    errors: Sequence[Mapping[str, object]] = (),
    more: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer for a refusal."""
    body: dict[str, object] = {
        "type": f"https://tickmark.example/problems/{code}",
        "title": _TITLES.get(status, "Refused"),
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": getattr(request.state, "request_id", None),
    }
    if errors:
        body["errors"] = list(errors)
    body.update(more or {})
    content = orjson.dumps(body, default=str)
    return Response(content, status, headers=headers, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Teach the app how each refusal is answered."""
    app.add_exception_handler(TickmarkError, _domain)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(TooManyAttempts, _too_many)
    app.add_exception_handler(QuotaIsUsedUp, _used_up)
    for away in (OSError, PoolTimeout, asyncpg.PostgresConnectionError, asyncpg.InterfaceError, DBAPIError,
                 asyncpg.CannotConnectNowError, asyncpg.AdminShutdownError, asyncpg.LockNotAvailableError,
                 asyncpg.QueryCanceledError, asyncpg.TooManyConnectionsError, asyncpg.DeadlockDetectedError):  # fmt: skip
        app.add_exception_handler(away, _away)
    app.add_exception_handler(asyncpg.DataError, _bad_value)
    app.add_exception_handler(Exception, _unexpected)


async def _domain(request: Request, error: Exception) -> Response:
    assert isinstance(error, TickmarkError)
    return domain_problem(request, error)


def domain_problem(request: Request, error: TickmarkError) -> Response:
    """The answer for a refusal by the rules."""
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 409)
    errors = []
    if isinstance(error, Invalid):
        errors = [{"pointer": f.pointer, "code": f.code, "detail": f.detail} for f in error.faults]
    headers = {}
    if isinstance(error, StaleVersion) and "current_version" in error.details:
        headers["ETag"] = f'"{error.details["current_version"]}"'
    return problem(
        request, status, error.stable_code, str(error), errors=errors, more=error.details, headers=headers
    )


async def _validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = error.errors()
    named = [route for route in request.app.state.routes if route.path == request.url.path]
    if named and not any(request.method in route.methods for route in named):
        # The path is one of ours; only with this method it was taken for an id.
        return await _http(request, HTTPException(405, "Method Not Allowed"))
    if any(fault["type"] == "json_invalid" for fault in faults):
        return problem(request, 400, "json_invalid", "The body is not valid JSON.")
    if any(fault["loc"][0] == "path" for fault in faults):
        return problem(request, 404, "not_found", "There is no such thing.")
    by_pointer: dict[str, dict[str, str]] = {}  # where several kinds of value were possible, each complains
    for fault in faults:
        told = {
            "pointer": pointer_of(fault["loc"], error.body),
            "code": str(fault["type"]),
            "detail": str(fault["msg"]),
        }
        by_pointer.setdefault(told["pointer"], told)
    errors = list(by_pointer.values())
    first = errors[0]
    detail = first["detail"] if len(errors) == 1 else f"{len(errors)} values can't be used."
    return problem(request, 422, "invalid", f"{detail} ({first['pointer']})", errors=errors)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status, headers = error.status_code, dict(error.headers or {})
    if status == 405:
        allowed = methods_of(request)
        if not allowed:
            return problem(request, 404, "not_found", "There is no such thing.")
        headers["Allow"] = ", ".join(allowed)
    return problem(request, status, _CODES.get(status, "refused"), str(error.detail), headers=headers)


def methods_of(request: Request) -> Sequence[str]:
    """What the path of the request lets one do; nothing when there is no such path."""
    routes: Sequence[APIRoute] = request.app.state.routes
    matching = [route for route in routes if route.matches(request.scope)[0] is not Match.NONE]
    # A path that is written out is that one, though an id could stand in its last place.
    matching = [route for route in matching if route.path == request.url.path] or matching
    return sorted({method for route in matching for method in route.methods or ()})


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return problem(request, error.status, error.code, str(error), headers=error.headers)


async def _too_many(request: Request, error: Exception) -> Response:
    assert isinstance(error, TooManyAttempts)
    return problem(request, 429, "too_many_attempts", str(error), headers={"Retry-After": str(error.seconds)})


async def _used_up(request: Request, error: Exception) -> Response:
    assert isinstance(error, QuotaIsUsedUp)
    return problem(request, 429, "too_many_requests", str(error), headers=error.headers)


async def _away(request: Request, error: Exception) -> Response:
    log.warning("the database could not be used: %s: %s", type(error).__name__, error)
    sentence = "The database can't be reached just now. Nothing was changed; try again in a moment."
    return problem(request, 503, "database_unavailable", sentence, headers={"Retry-After": "2"})


async def _bad_value(request: Request, error: Exception) -> Response:
    """What no schema can refuse but no column can hold: NUL in a text, a number out of all bounds."""
    return problem(
        request,
        422,
        "value_not_storable",
        "A value can't be stored: it has a character or size that texts and numbers can't have.",
    )


async def _unexpected(request: Request, error: Exception) -> Response:
    log.error("unexpected error", exc_info=error)
    sentence = "Something went wrong on our side. Nothing was half done; please try again."
    return problem(request, 500, "internal_error", sentence)
