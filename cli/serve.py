import socket

import uvicorn
from fastapi import FastAPI

DRAIN_SECONDS = 5


class DrainingServer(uvicorn.Server):
    """Ends open event streams before it waits for connections to end: a stream would never end by itself."""

    def __init__(self, config: uvicorn.Config, application: FastAPI) -> None:
        super().__init__(config)
        self._application = application

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._application.state.drain()
        await super().shutdown(sockets)


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
        backlog=2048,
    )
    DrainingServer(config, application).run(sockets=[socket.socket(fileno=fd)] if fd is not None else None)
