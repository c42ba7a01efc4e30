import asyncio
import socket
from collections.abc import Iterator

import pytest
import uvicorn
from fastapi import FastAPI

from cli import serve
from cli.serve import DrainingServer


async def nothing() -> None:
    pass


def an_application() -> FastAPI:
    application = FastAPI()
    application.state.drain = nothing
    application.get("/")(lambda: "here")
    return application


class CrowdedServer(DrainingServer):
    """Somebody connects and asks in the last moment before the door is closed."""

    late: socket.socket

    def _at_the_door(self) -> Iterator[socket.socket]:
        self.late = socket.create_connection(self._listener.getsockname())
        self.late.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return super()._at_the_door()


async def test_who_comes_in_the_last_moment_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "NOTICE_SECONDS", 0.01)
    config = uvicorn.Config(an_application(), port=0, log_level="warning", http="httptools", lifespan="on")
    listener = config.bind_socket()
    place = listener.getsockname()
    server = CrowdedServer(config, config.app, listener)  # type: ignore[arg-type] # it is the one made above
    server.should_exit = True
    await server.serve([listener])
    with server.late as late:
        late.setblocking(False)
        answer = await asyncio.get_running_loop().sock_recv(late, 1000)
    assert answer.startswith(b"HTTP/1.1 200 OK")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(place)
