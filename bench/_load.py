"""A small HTTP load: a few connections that send prepared requests and time the answers; bounded in count and time."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Measured:
    """What a round of load saw. Times are seconds."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    errors: int = 0
    received: int = 0
    last: bytes = b""

    @property
    def per_second(self) -> float:
        """Answered requests per second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """The latency in milliseconds that `share` (0 to 1) of the requests stay below."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 if ordered else 0.0


async def load(
    port: int,
    requests: Callable[[int], Iterator[bytes]],
    *,
    connections: int,
    seconds: float,
    expect: int = 200,
) -> Measured:
    """Send `requests(connection)` over each connection until `seconds` have passed; anything but `expect` is an error."""
    measured = Measured()
    until = time.perf_counter() + seconds
    begun = time.perf_counter()
    await asyncio.gather(
        *(_one(port, requests(number), until, expect, measured) for number in range(connections))
    )
    measured.seconds = time.perf_counter() - begun
    return measured


async def _one(port: int, requests: Iterator[bytes], until: float, expect: int, measured: Measured) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 24)
    wanted = str(expect).encode()
    for request in requests:
        begun = time.perf_counter()
        if begun >= until:
            break
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        body = await _body(head, reader)
        measured.latencies.append(time.perf_counter() - begun)
        measured.received += len(head) + len(body)
        if head[9:12] != wanted:
            measured.errors += 1
            measured.last = head + body
    writer.close()


async def _body(head: bytes, reader: asyncio.StreamReader) -> bytes:
    lowered = head.lower()
    at = lowered.find(b"content-length:")
    if at >= 0:
        return await reader.readexactly(int(lowered[at + 15 : lowered.index(b"\r", at)]))
    if b"transfer-encoding: chunked" not in lowered:
        return b""
    parts = []
    while size := int(await reader.readline(), 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return b"".join(parts)


def request(method: str, path: str, cookie: str, body: bytes = b"", headers: str = "") -> bytes:
    """One HTTP/1.1 request as bytes."""
    content = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n" if body else ""
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n"
        f"Sec-Fetch-Site: same-origin\r\n{content}{headers}\r\n"
    )
    return head.encode() + body
