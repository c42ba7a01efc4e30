"""One guarded POST: to the open internet only, to the very address that was looked at, nowhere else by redirect."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import cache
from ipaddress import ip_address

import httpx

from domain.shared.public_address import Address, read_address
from domain.shared.web_address import Allowed, WebAddress, read_web_address
from workers.outcomes import NotNow, Reply

MOST_BYTES = 2048
SECONDS = 15.0
CONNECT_SECONDS = 5.0
Resolve = Callable[[str, int], Awaitable[Sequence[Address]]]


async def resolve(host: str, port: int) -> Sequence[Address]:
    """What a name stands for, as the system says.

    Raises OSError.
    """
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    # A zone belongs to this machine's own links: such an address is judged, and refused, without it.
    return [ip_address(str(address[0]).partition("%")[0]) for *_, address in found]


@cache
def _trust() -> ssl.SSLContext:
    """Whose certificates are believed; read once, and never changed by the environment of the process."""
    return httpx.create_ssl_context(trust_env=False)


class Outgoing:
    """Sends. The name is resolved at each attempt, and every address that it stands for must be fit."""

    def __init__(self, allowed: Allowed, resolve: Resolve = resolve, seconds: float = SECONDS) -> None:
        self._allowed = allowed
        self._resolve = resolve
        self._seconds = seconds

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> tuple[Reply, str | None]:
        """The answer, whatever it is, and its Retry-After.

        Raises AddressRefused when no request may go there, NotNow when there was no answer.
        """
        place = read_web_address(url, self._allowed)
        try:
            async with asyncio.timeout(self._seconds):
                return await self._post(place, body, headers)
        except TimeoutError as error:
            sentence = f"{place.host} did not answer within {self._seconds:g} seconds."
            raise NotNow(sentence) from error
        except (httpx.TransportError, OSError) as error:
            words = " ".join(str(error).split()) or type(error).__name__
            raise NotNow(f"{place.host} could not be reached: {words}") from error

    async def _post(
        self, place: WebAddress, body: bytes, headers: Mapping[str, str]
    ) -> tuple[Reply, str | None]:
        literal = read_address(place.host)
        addresses = [literal] if literal else await self._resolve(place.host, place.port)
        place.check(addresses, self._allowed)
        # No connection is kept: the next one to this address may be for another name, which its certificate must prove.
        limits = httpx.Limits(max_keepalive_connections=0)
        timeout = httpx.Timeout(None, connect=CONNECT_SECONDS)
        async with httpx.AsyncClient(
            verify=_trust(), trust_env=False, follow_redirects=False, limits=limits, timeout=timeout
        ) as client:
            for address in addresses[:-1]:
                try:
                    return await _ask(client, place, address, body, headers)
                except (httpx.ConnectError, httpx.ConnectTimeout):
                    continue  # nothing was sent; the name has another address
            return await _ask(client, place, addresses[-1], body, headers)


async def _ask(
    client: httpx.AsyncClient, place: WebAddress, address: Address, body: bytes, headers: Mapping[str, str]
) -> tuple[Reply, str | None]:
    host = f"[{address}]" if address.version == 6 else str(address)
    request = client.build_request(
        "POST",
        f"{place.scheme}://{host}:{place.port}{place.path}",
        content=body,
        headers={**headers, "Host": place.authority, "Accept-Encoding": "identity"},
        extensions={"sni_hostname": place.host},
    )
    answer = await client.send(request, stream=True)
    try:
        return Reply(answer.status_code, await _beginning(answer)), answer.headers.get("retry-after")
    finally:
        await answer.aclose()


async def _beginning(answer: httpx.Response) -> str:
    """The first 2 KiB, as they come; what is longer is not read."""
    read = b""
    async for part in answer.aiter_raw():
        read += part
        if len(read) >= MOST_BYTES:
            break
    return read[:MOST_BYTES].decode(errors="replace").replace("\x00", "�")
