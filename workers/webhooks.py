"""Calls of webhooks, signed by the Standard Webhooks; what their answers mean."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from standardwebhooks import Webhook

from domain.automations.callback import Callback
from domain.firms.webhook_secret import signing_secrets
from domain.shared.clock import system_clock
from domain.shared.master_key import MasterKey
from domain.shared.web_address import AddressRefused, Allowed
from persistence.database import Database
from persistence.pipelines.repository import PipelineCache
from persistence.unit_of_work import PostgresUnitOfWork
from workers.outcomes import NotNow, Reply, Sent, Undeliverable
from workers.outgoing import Outgoing
from workers.settings import Settings

LONGEST_PAUSE = timedelta(days=1)
_TOO_MANY = 429


class Webhooks:
    """Sends calls."""

    def __init__(
        self,
        database: Database,
        outgoing: Outgoing,
        master: MasterKey,
        url: str,
        clock: Callable[[], datetime] = system_clock,
    ) -> None:
        self._database = database
        self._outgoing = outgoing
        self._master = master
        self._url = url.rstrip("/")
        self._clock = clock

    async def send(self, firm_id: UUID, job_id: UUID, key: str, payload: Mapping[str, Any]) -> Sent:
        """Call once. The same key again is the same call, with a fresh time and signature.

        Raises Undeliverable when it never can be, NotNow when it may be later.
        """
        body = self._body(firm_id, job_id, payload)
        headers = {"Content-Type": "application/json", "User-Agent": "Tickmark/1"}
        headers |= await self._signed(firm_id, key, body)
        try:
            reply, retry_after = await self._outgoing.post(payload["url"], body, headers)
        except AddressRefused as refused:
            raise Undeliverable(str(refused)) from refused
        return _judged(reply, retry_after)

    def _body(self, firm_id: UUID, job_id: UUID, payload: Mapping[str, Any]) -> bytes:
        """The stored body; the way back is put in here, because its token is stored nowhere."""
        body = payload["body"]
        if payload["wait"] == "callback":
            token = Callback(firm_id, job_id, UUID(payload["item_id"])).token(self._master)
            data = {**body["data"], "callback_url": f"{self._url}/v1/callbacks/{token}"}
            body = {**body, "data": data}
        return orjson.dumps(body)

    async def _signed(self, firm_id: UUID, key: str, body: bytes) -> Mapping[str, str]:
        async with PostgresUnitOfWork(self._database, firm_id, PipelineCache()) as uow:
            firm = await uow.firms.current()
        now = self._clock()
        secrets = signing_secrets(firm, self._master, now)
        signatures = [Webhook(secret).sign(key, now, body.decode()) for secret in secrets]
        return {
            "webhook-id": key,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": " ".join(signatures),
        }


def _judged(reply: Reply, retry_after: str | None) -> Sent:
    if 200 <= reply.status < 300:
        return Sent(reply=reply)
    if reply.status == _TOO_MANY or reply.status >= 500:
        raise NotNow(f"It was answered with {reply.status}.", reply, _pause(retry_after))
    if 300 <= reply.status < 400:
        raise Undeliverable(
            f"It was answered with a redirect ({reply.status}), which is not followed.", reply
        )
    raise Undeliverable(f"It was refused with {reply.status}.", reply)


def _pause(retry_after: str | None) -> timedelta | None:
    """Retry-After in seconds, within reason; dates are left to our own pauses."""
    if retry_after is None or not retry_after.isdecimal() or len(retry_after) > 9:
        return None
    return min(timedelta(seconds=int(retry_after)), LONGEST_PAUSE)


def webhooks_for(settings: Settings, database: Database) -> Webhooks | None:
    """As the environment says; without the server's key none leaves, for it could not be signed."""
    if not settings.tickmark_master_key:
        return None
    outgoing = Outgoing(Allowed.read(settings.tickmark_webhook_allow))
    return Webhooks(database, outgoing, MasterKey.read(settings.tickmark_master_key), settings.tickmark_url)
