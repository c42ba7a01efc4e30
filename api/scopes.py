"""What an API key may do: its scopes, by the kind of thing that a route is about."""

from collections.abc import Mapping

from fastapi.routing import APIRoute

from api.errors import Refused
from persistence.firms.principals import Key

_SAFE = frozenset({"GET", "HEAD"})
# By the tag of the route. What is missing here is a person's own: sessions, passwords, keys, their inbox.
_RESOURCES: Mapping[str, str] = {
    "accounts": "accounts",
    "imports": "accounts",
    "client statuses": "pipelines",
    "pipelines": "pipelines",
    "jobs": "jobs",
    "tasks": "tasks",
    "recurrences": "recurrences",
    "runs": "runs",
    "events": "events",
    "firm": "firm",
}
_ALWAYS = frozenset({"get_me"})


def check_scope(key: Key, route: APIRoute, method: str) -> None:
    """The key's scopes cover the route.

    Raises Refused (403).
    """
    if route.operation_id in _ALWAYS:
        return
    resource = _RESOURCES.get(str(route.tags[0]) if route.tags else "")
    if resource is None or (resource == "firm" and method not in _SAFE):
        raise Refused(403, "key_not_enough", "No API key opens this: sign in.")
    access = "read" if method in _SAFE else "write"
    wanted = {f"{resource}:{access}", f"{resource}:write"}
    if key.scopes.isdisjoint(wanted):
        raise Refused(403, "scope_missing", f"This API key lacks the scope “{resource}:{access}”.")
