"""Lists: opaque keyset cursors, stable under inserts."""

import base64
import binascii
from typing import Annotated, Literal

import orjson
from pydantic import Field

from api.schemas import Body
from domain.shared.errors import Fault, Invalid
from persistence.listing import Rows


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


def page_body(rows: Rows) -> str:
    """The page's JSON."""
    cursor = "null" if rows.last is None else f'"{encode(rows.last)}"'
    total = "" if rows.total is None else f',"total":{rows.total}'
    more = "false" if rows.last is None else "true"
    return f'{{"data":{rows.data},"next_cursor":{cursor},"has_more":{more}{total}}}'


def encode(keys: tuple[str, str]) -> str:
    """The cursor of a row."""
    return base64.urlsafe_b64encode(orjson.dumps(keys)).decode().rstrip("=")
