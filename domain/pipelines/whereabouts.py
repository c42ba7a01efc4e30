"""Where in a pipeline something stands, in words."""

from domain.pipelines.read_view import View, listed

_OWNERS = {"stages": "Stage", "statuses": "Status"}


def where(view: View, pointer: str) -> str:
    """The stage or status, and the automation, that a JSON pointer into the pipeline leads to."""
    first, *rest = pointer.removeprefix("/").split("/")
    if first not in _OWNERS:
        return "Who sees it" if first == "visible_to" else "The suggested schedule"
    owner = listed(view, first)[int(rest[0])]
    words = f"{_OWNERS[first]} “{owner['name']}”"
    return f"{words}, automation {int(rest[2]) + 1}" if rest[1] == "automations" else words
