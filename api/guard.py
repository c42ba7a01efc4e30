"""The gate before all routes: request ids, size, other sites' requests, and headers that keep browsers safe."""

import logging
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from uuid import uuid4

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from structlog.contextvars import bind_contextvars

from api.errors import problem
from api.metrics import REQUEST_SECONDS

log = logging.getLogger(__name__)

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_BYTES = 1 << 20
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_REQUEST_ID = re.compile(r"^[A-Za-z0-9._-]{1,100}$")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "font-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
}


_SLOW_SECONDS = 1.0


def _note(scope: Scope, status: int, seconds: float) -> None:
    """Measure the request; those that failed or took long are logged, the others only when one debugs."""
    route = getattr(scope.get("route"), "path", "other")
    REQUEST_SECONDS.labels(scope["method"], route, status).observe(seconds)
    level = logging.WARNING if status >= 500 or seconds > _SLOW_SECONDS else logging.DEBUG
    if log.isEnabledFor(level):
        told = {"method": scope["method"], "route": route, "status": status, "ms": round(seconds * 1000, 1)}
        log.log(level, "request", extra=told)


class _TooLarge(Exception):
    pass


class Guard:
    """Pure ASGI, so that it costs next to nothing."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        request_id = given if _REQUEST_ID.match(given) else uuid4().hex
        state = scope.setdefault("state", {})
        state["request_id"] = request_id
        bind_contextvars(request_id=request_id)
        began = time.perf_counter()
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                out = MutableHeaders(scope=message)
                out["X-Request-Id"] = request_id
                for name, value in state.get("headers", {}).items():
                    out[name] = value
                _note(scope, message["status"], time.perf_counter() - began)
                for name, value in _HEADERS.items():
                    out.setdefault(name, value)
                if scope["app"].state.draining:
                    out["Connection"] = "close"  # the next request is for a server that stays
            await send(message)

        refusal = _refusal(scope, headers)
        try:
            if refusal is None:
                await self._app(scope, _limited(receive), send_with_headers)
                return
        except _TooLarge:
            if started:
                raise
            refusal = (413, "too_large", "The body is larger than 1 MiB.")
        answer = problem(Request(scope), *refusal)
        await answer(scope, receive, send_with_headers)


def _refusal(scope: Scope, headers: Headers) -> tuple[int, str, str] | None:
    """Why a request goes no further: status, code, sentence."""
    if scope["method"] in _SAFE:
        return None
    length = headers.get("content-length", "0")
    if not length.isdecimal():
        return 400, "bad_request", "The Content-Length is not a number."
    if int(length[:20]) > MOST_BYTES:
        return 413, "too_large", "The body is larger than 1 MiB."
    has_body = length != "0" or "transfer-encoding" in headers
    content_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if has_body and content_type not in ("application/json", "application/merge-patch+json"):
        return 415, "unsupported_media_type", "Send JSON, with the Content-Type application/json."
    if _from_elsewhere(headers):
        return 403, "cross_site_request", "This request came from another site and was refused."
    return None


def _from_elsewhere(headers: Headers) -> bool:
    """Whether another site's page made the browser send it: Fetch Metadata tells, Origin where that is missing."""
    if "cookie" not in headers:
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2] != headers.get("host", "")


def _limited(receive: Receive) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MOST_BYTES:
            raise _TooLarge
        return message

    return counted
