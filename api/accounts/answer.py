"""One account, as it is answered."""

from uuid import UUID

from fastapi import Response

from api.answers import json_answer
from api.caller import Caller
from domain.shared.errors import NotFound
from persistence.accounts.reader import one_account
from persistence.jobs.reader import viewer


async def account_row(me: Caller, account_id: UUID) -> str:
    async with me.services.database.reading(me.firm_id) as reading:
        row = await one_account.one(reading, me.firm_id, {"account_id": account_id, **viewer(me.rights)})
    if row is None:
        raise NotFound("account")
    return row


async def account_answer(me: Caller, account_id: UUID, version: int) -> Response:
    return json_answer(me.request, await account_row(me, account_id), headers={"ETag": f'"{version}"'})
