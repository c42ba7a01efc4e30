import asyncio
import gc
import socket
from collections.abc import Iterator

import uvicorn
from fastapi import FastAPI

NOTICE_SECONDS = 1.0
LAST_WORD_SECONDS = 0.6
DRAIN_SECONDS = 5
# Longer than clients and proxies keep an idle connection: whoever closes first must be the one who would use it next.
KEEP_ALIVE_SECONDS = 75


class DrainingServer(uvicorn.Server):
    """Goes without cutting anybody off: it gives notice, takes who stands at the door, and only then closes."""

    def __init__(self, config: uvicorn.Config, application: FastAPI, listener: socket.socket) -> None:
        super().__init__(config)
        self._application = application
        self._listener = listener

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Give notice, close the door, then finish what was begun.

        A request that arrives on a connection while we close it is lost without an answer. So for a while each answer
        ends its own connection, and what we close at last has long been silent.
        """
        await self._application.state.drain()
        await asyncio.sleep(NOTICE_SECONDS)
        # The kernel has connected some whom we have not seen yet; it would reset them with the listener.
        last = list(self._at_the_door())
        for server in self.servers:
            server.close()
        for connection in last:
            await asyncio.get_running_loop().connect_accepted_socket(self._protocol, connection)
        await asyncio.sleep(LAST_WORD_SECONDS)
        await super().shutdown(sockets)

    def _at_the_door(self) -> Iterator[socket.socket]:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.setblocking(False)
            yield connection

    def _protocol(self) -> asyncio.Protocol:
        kind = self.config.http_protocol_class
        return kind(config=self.config, server_state=self.server_state, app_state=self.lifespan.state)  # type: ignore[call-arg]


def run(host: str, port: int, fd: int | None = None) -> None:
    """Serve until SIGTERM, then finish what was begun.

    With `fd` the socket is inherited and outlives us: while a new process starts, callers wait instead of failing.
    """
    from api.main import app

    application = app()
    config = uvicorn.Config(
        application,
        host=host,
        port=port,
        loop="uvloop",
        http="httptools",
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=DRAIN_SECONDS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        backlog=2048,
    )
    listener = socket.socket(fileno=fd) if fd is not None else config.bind_socket()
    listener.setblocking(False)
    # The application itself stays: looking through it again and again for rubbish would hold up requests.
    gc.collect()
    gc.freeze()
    DrainingServer(config, application, listener).run(sockets=[listener])
