"""Answers as bytes: what PostgreSQL or the domain has already put into shape is not shaped again."""

from collections.abc import Mapping

import orjson
from fastapi import Request, Response
from isal import igzip

from persistence.mapper import to_json

_WORTH_PACKING = 1400


def json_answer(
    request: Request, body: str | bytes, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """JSON text as it is; packed when it is long and the client takes gzip."""
    content = body.encode() if isinstance(body, str) else body
    sent = dict(headers or {})
    if len(content) > _WORTH_PACKING and "gzip" in request.headers.get("accept-encoding", ""):
        content = igzip.compress(content, 1, mtime=0)
        sent |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(content, status, sent, "application/json")


def view_answer(view: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A view of the domain as JSON."""
    return Response(to_json(view), status, dict(headers or {}), "application/json")


def entity_answer(view: Mapping[str, object], status: int = 200) -> Response:
    """One resource, with its version as ETag."""
    return view_answer(view, status, {"ETag": f'"{view["version"]}"'})


def one_answer(request: Request, body: str) -> Response:
    """One resource that PostgreSQL built, with its version as ETag. It also shows counts that have no version, so a
    client's copy is never taken for fresh.
    """
    headers = {"ETag": f'"{orjson.loads(body)["version"]}"', "Cache-Control": "private, no-store"}
    return json_answer(request, body, headers=headers)
