"""Lists: opaque keyset cursors, stable under inserts."""

import base64
import binascii
from dataclasses import dataclass
from typing import Annotated, Literal

import orjson
from pydantic import Field

from api.schemas import Body
from domain.shared.errors import Fault, Invalid


class Paging(Body):
    """What every list takes."""

    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str, Field(max_length=600)] | None = None
    include: Literal["total"] | None = None

    def after(self) -> list[str] | None:
        """The keys of the last row seen.

        Raises Invalid when the cursor is none of ours.
        """
        if self.cursor is None:
            return None
        try:
            padded = self.cursor + "=" * (-len(self.cursor) % 4)
            keys = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        except (binascii.Error, ValueError):
            keys = None
        if not isinstance(keys, list) or len(keys) != 2 or not all(isinstance(key, str) for key in keys):
            raise Invalid([Fault("cursor", "cursor_invalid", "This cursor is not one of ours.")])
        return keys


@dataclass(frozen=True, slots=True)
class Rows:
    """A page as PostgreSQL built it: the rows as JSON text, and the keys of the last row when there are more."""

    data: str
    last: tuple[str, str] | None
    total: int | None = None

    def body(self) -> str:
        """The page's JSON."""
        cursor = "null" if self.last is None else f'"{encode(self.last)}"'
        total = "" if self.total is None else f',"total":{self.total}'
        more = "false" if self.last is None else "true"
        return f'{{"data":{self.data},"next_cursor":{cursor},"has_more":{more}{total}}}'


def encode(keys: tuple[str, str]) -> str:
    """The cursor of a row."""
    return base64.urlsafe_b64encode(orjson.dumps(keys)).decode().rstrip("=")
