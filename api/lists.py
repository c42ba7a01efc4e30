"""Answer a list, or one of it, from what PostgreSQL builds."""

from collections.abc import Mapping

from fastapi import Response

from api.answers import json_answer, one_answer
from api.caller import Caller
from api.paging import Paging, page_body
from domain.shared.errors import NotFound
from persistence.listing import Listing


async def list_answer(
    me: Caller, listing: Listing, paging: Paging, filters: Mapping[str, object], sort: str
) -> Response:
    """A page of the listing."""
    async with me.services.database.reading(me.firm_id) as reading:
        rows = await listing.page(
            reading,
            me.firm_id,
            filters,
            sort=sort,
            limit=paging.limit,
            after=paging.after(),
            total=paging.include == "total",
        )
    return json_answer(me.request, page_body(rows))


async def single_answer(me: Caller, listing: Listing, filters: Mapping[str, object], kind: str) -> Response:
    """The one row that the filters hold for.

    Raises NotFound.
    """
    async with me.services.database.reading(me.firm_id) as reading:
        row = await listing.one(reading, me.firm_id, filters)
    if row is None:
        raise NotFound(kind)
    return one_answer(me.request, row)
