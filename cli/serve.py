import socket

import uvicorn

DRAIN_SECONDS = 5  # open event streams are cut after this; the app connects again and resumes


def run(host: str, port: int, fd: int | None = None) -> None:
    """Serve until SIGTERM, then finish what was begun.

    With `fd` the socket is inherited and outlives us: while a new process starts, callers wait instead of failing.
    """
    config = uvicorn.Config(
        "api.main:app",
        factory=True,
        host=host,
        port=port,
        loop="uvloop",
        http="httptools",
        lifespan="on",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=DRAIN_SECONDS,
        backlog=2048,
    )
    server = uvicorn.Server(config)
    server.run(sockets=[socket.socket(fileno=fd)] if fd is not None else None)
