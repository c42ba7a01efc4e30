"""The receiver of webhooks that a test runs: on loopback, over plain HTTP, answering what it is told to."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from domain.shared.master_key import MasterKey
from domain.shared.web_address import Allowed
from tests.builders import World, automation, stage
from tests.workers.working import Outbox, Working
from workers.deliver import Deliver
from workers.outgoing import Outgoing
from workers.webhooks import Webhooks

MASTER = MasterKey(bytes(range(32)))
LOOPBACK = Allowed.read("127.0.0.0/8")


@dataclass
class Request:
    """One request as it came over the wire."""

    line: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Receiver:
    """Keeps what it was sent; `answers` are given in turn, then 200."""

    port: int = 0
    requests: list[Request] = field(default_factory=list)
    answers: list[bytes] = field(default_factory=list)
    seconds: float = 0.0
    came: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?from=tickmark"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            line, *rest = head.strip().split("\r\n")
            headers = {k.lower(): v for k, _, v in (one.partition(": ") for one in rest)}
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            self.requests.append(Request(line, headers, body))
            self.came.set()
            await asyncio.sleep(self.seconds)
            writer.write(self.answers.pop(0) if self.answers else answer(200, b"thank you"))
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


def answer(status: int, body: bytes = b"", *headers: str) -> bytes:
    """An HTTP answer."""
    head = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """A receiver, for a while."""
    receiver = Receiver()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()
        await server.wait_closed()


def calling(working: Working, outgoing: Outgoing | None = None) -> Deliver:
    """A deliverer that may call the loopback."""
    webhooks = Webhooks(working.database, outgoing or Outgoing(LOOPBACK), MASTER, "https://tickmark.example")
    return Deliver(working.database, Outbox(), webhooks)


async def a_call(world: World, working: Working, url: str, wait: str = "no", **more: object) -> Any:
    """A job whose first stage calls the URL and moves on by itself; its automations have run."""
    first = stage("File", automation("call_webhook", url=url, wait=wait, **more), automove=True)
    pipeline = await world.pipeline(first, "Filed")
    job = await world.job(pipeline)
    await working.drain_all(world)
    return job
