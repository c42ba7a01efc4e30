"""The errors that routes may answer, for the contract."""

from typing import Any

from api.schemas import Problem

_SENTENCES = {
    400: "The request can't be read.",
    401: "Not signed in.",
    403: "A permission is missing.",
    404: "There is no such thing for you.",
    409: "A rule forbids it; nothing was changed.",
    412: "It was changed in the meantime; the ETag tells the present version.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    422: "Some values can't be used; `errors` lists them.",
    429: "Too many requests.",
    503: "The database can't be reached just now.",
}


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The documented refusals of a route: these, and those that every route has."""
    return {
        status: {
            "description": _SENTENCES[status],
            "model": Problem,
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in sorted({401, 422, 429, 503, *statuses})
    }


READ = errors()
READ_ONE = errors(404)
WRITE = errors(400, 403, 404, 409, 412, 413, 415)
