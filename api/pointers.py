"""Where in a request a bad value stands."""

from collections.abc import Sequence


def pointer_of(location: Sequence[str | int], body: object) -> str:
    """A JSON pointer into the body; the bare name of a parameter."""
    where, *path = location
    if where != "body":
        return ".".join(str(part) for part in path)
    pointer, here = "", body
    for place, part in enumerate(path, start=1):
        # What is not in the body is the name of a model that was tried there, or at the end what is missing.
        if isinstance(here, dict) and (part in here or place == len(path)):
            here = here.get(part)
        elif isinstance(here, list) and isinstance(part, int):
            here = here[part]
        else:
            continue
        pointer += "/" + str(part).replace("~", "~0").replace("/", "~1")
    return pointer
