"""Things by their ids in other systems: the path, and two requests at the same moment."""

from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

from fastapi import Path

from domain.shared.errors import Conflict
from domain.shared.external_refs import TAKEN

System = Annotated[str, Path(min_length=1, max_length=100)]
RefId = Annotated[str, Path(min_length=1, max_length=200)]
R = TypeVar("R")


async def once_more(work: Callable[[], Awaitable[R]]) -> R:
    """Do it; when somebody made the thing at the same moment, it is there now, and is changed.

    Raises what the work raises.
    """
    try:
        return await work()
    except Conflict as conflict:
        if conflict.stable_code != TAKEN:
            raise
    return await work()
