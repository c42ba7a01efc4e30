"""A POST with an Idempotency-Key is done once: its answer is written in the transaction of the work, and told again."""

import hashlib
from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg
from fastapi import Response

from api.answers import view_answer
from api.caller import Caller
from api.errors import Refused
from persistence.ids import new_id
from persistence.mapper import to_json
from persistence.outbox import idempotency_keys
from persistence.unit_of_work import PostgresUnitOfWork

R = TypeVar("R")
_LONGEST = 200
_FIND = (
    "SELECT fingerprint, status, body FROM idempotency_keys WHERE firm_id = $1 AND owner = $2 AND route = $3 AND key = $4"
    " AND created_at > now() - interval '7 days'"
)
# Keys whose first request is still at work in this process.
_running: set[tuple[str, str, str]] = set()


async def answer_once(
    me: Caller,
    status: int,
    work: Callable[[PostgresUnitOfWork], Awaitable[R]],
    view: Callable[[R], object],
) -> Response:
    """Do the work and answer `view` of its result; a repeated request gets the first one's answer.

    Raises Refused: 422 for another request under the same key, 409 while the first is still running.
    """
    key = me.request.headers.get("idempotency-key")
    if key is None:
        return view_answer(view(await work(me.uow())), status)
    if not 0 < len(key) <= _LONGEST:
        raise Refused(422, "idempotency_key_invalid", f"An Idempotency-Key has 1 to {_LONGEST} characters.")
    owner, route = str(me.principal.member_id), f"{me.request.method} {me.request.url.path}"
    fingerprint = hashlib.sha256(await me.request.body()).hexdigest()
    place = (owner, route, key)
    if place in _running:
        sentence = "The first request with this key is still running."
        raise Refused(409, "idempotency_key_in_use", sentence, {"Retry-After": "1"})
    _running.add(place)
    try:
        kept = await _kept(me, place, fingerprint)
        return kept or await _do(me, place, fingerprint, status, work, view)
    finally:
        _running.discard(place)


async def _do(
    me: Caller,
    place: tuple[str, str, str],
    fingerprint: str,
    status: int,
    work: Callable[[PostgresUnitOfWork], Awaitable[R]],
    view: Callable[[R], object],
) -> Response:
    uow = me.uow()
    owner, route, key = place

    def keep(result: object) -> None:
        row = {
            "firm_id": me.firm_id,
            "id": new_id(),
            "owner": owner,
            "route": route,
            "key": key,
            "fingerprint": fingerprint,
            "status": status,
            "body": to_json(view(result)),  # type: ignore[arg-type]
            "created_at": me.services.clock(),
        }
        uow.insert(idempotency_keys, row)

    uow.before_commit = keep
    try:
        return view_answer(view(await work(uow)), status)
    except asyncpg.UniqueViolationError:
        kept = await _kept(me, place, fingerprint)  # another process was faster
        if kept is None:
            raise
        return kept


async def _kept(me: Caller, place: tuple[str, str, str], fingerprint: str) -> Response | None:
    async with me.services.database.reading(me.firm_id) as reading:
        row = await reading.driver.fetchrow(_FIND, me.firm_id, *place)
    if row is None:
        return None
    if row["fingerprint"] != fingerprint:
        sentence = "This Idempotency-Key was used with another request. Use a new key for a new request."
        raise Refused(422, "idempotency_key_reused", sentence)
    headers = {"Idempotent-Replayed": "true"}
    return Response(row["body"], row["status"], headers, "application/json")
