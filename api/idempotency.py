"""A POST with an Idempotency-Key is done once: its answer is written in the transaction of the work, and told again."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import asyncpg
from fastapi import Response

from api.answers import view_answer
from api.caller import Caller
from api.errors import Refused, domain_problem
from domain.shared.errors import TickmarkError
from persistence.ids import new_id
from persistence.mapper import to_json
from persistence.outbox import idempotency_keys
from persistence.unit_of_work import PostgresUnitOfWork

R = TypeVar("R")
_LONGEST = 200
# Kept for seven days at least: `workers/sweep.py` forgets them later.
_FIND = "SELECT fingerprint, status, body FROM idempotency_keys WHERE firm_id = $1 AND owner = $2 AND route = $3 AND key = $4"
# Keys whose first request is still at work in this process.
_running: set[tuple[str, str, str]] = set()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request under a key."""

    me: Caller
    owner: str
    route: str
    key: str
    fingerprint: str

    @property
    def place(self) -> tuple[str, str, str]:
        """Where its answer is kept, in the firm."""
        return self.owner, self.route, self.key

    def row(self, status: int, body: str) -> dict[str, object]:
        """The answer, to be stored."""
        return {
            "firm_id": self.me.firm_id,
            "id": new_id(),
            "owner": self.owner,
            "route": self.route,
            "key": self.key,
            "fingerprint": self.fingerprint,
            "status": status,
            "body": body,
            "created_at": self.me.services.clock(),
        }


async def answer_once(
    me: Caller,
    status: int,
    work: Callable[[PostgresUnitOfWork], Awaitable[R]],
    view: Callable[[R], object],
    *,
    kept_view: Callable[[R], object] | None = None,
) -> Response:
    """Do the work and answer `view` of its result; a repeated request gets the first one's answer, a refusal too.

    `kept_view` is what a repeated request is told instead, where the first answer holds a secret.
    Raises Refused: 422 for another request under the same key, 409 while the first is still running.
    """
    key = me.request.headers.get("idempotency-key")
    if key is None:
        return view_answer(view(await work(me.uow())), status)
    if not 0 < len(key) <= _LONGEST or not key.isprintable():
        raise Refused(422, "idempotency_key_invalid", f"An Idempotency-Key has 1 to {_LONGEST} characters.")
    route = f"{me.request.method} {me.request.url.path}"
    fingerprint = hashlib.sha256(await me.request.body()).hexdigest()
    asked = _Asked(me, str(me.principal.member_id), route, key, fingerprint)
    if asked.place in _running:
        sentence = "The first request with this key is still running."
        raise Refused(409, "idempotency_key_in_use", sentence, {"Retry-After": "1"})
    _running.add(asked.place)
    try:
        return await _kept(asked) or await _do(asked, status, work, view, kept_view or view)
    finally:
        _running.discard(asked.place)


async def _do(
    asked: _Asked,
    status: int,
    work: Callable[[PostgresUnitOfWork], Awaitable[R]],
    view: Callable[[R], object],
    kept_view: Callable[[R], object],
) -> Response:
    uow = asked.me.uow()

    def keep(result: object) -> None:
        body = to_json(kept_view(result))  # type: ignore[arg-type]
        uow.insert(idempotency_keys, asked.row(status, body))

    uow.before_commit = keep
    try:
        return view_answer(view(await work(uow)), status)
    except asyncpg.UniqueViolationError:
        kept = await _kept(asked)  # another process was faster
        if kept is None:
            raise
        return kept
    except TickmarkError as refusal:
        return await _keep_refusal(asked, refusal)


async def _keep_refusal(asked: _Asked, refusal: TickmarkError) -> Response:
    """The work was rolled back, so its refusal is kept by itself."""
    answer = domain_problem(asked.me.request, refusal)
    try:
        async with asked.me.uow() as uow:
            uow.insert(idempotency_keys, asked.row(answer.status_code, bytes(answer.body).decode()))
            await uow.commit()
    except asyncpg.UniqueViolationError:
        return await _kept(asked) or answer
    return answer


async def _kept(asked: _Asked) -> Response | None:
    me = asked.me
    async with me.services.database.reading(me.firm_id) as reading:
        row = await reading.driver.fetchrow(_FIND, me.firm_id, *asked.place)
    if row is None:
        return None
    if row["fingerprint"] != asked.fingerprint:
        sentence = "This Idempotency-Key was used with another request. Use a new key for a new request."
        raise Refused(422, "idempotency_key_reused", sentence)
    kind = "application/json" if row["status"] < 400 else "application/problem+json"
    return Response(row["body"], row["status"], {"Idempotent-Replayed": "true"}, kind)
