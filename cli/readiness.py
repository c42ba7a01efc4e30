import http.client
import time

from cli.child import Child
from cli.embedded.processes import last_lines
from cli.problem import Problem

READY_SECONDS = 90.0


def wait_until_ready(host: str, port: int, api: Child) -> None:
    """Wait for a good answer of /readyz. Raises Problem with the end of the API's log when none comes."""
    deadline = time.monotonic() + READY_SECONDS
    while not is_ready(host, port):
        if api.process is not None and api.process.poll() is not None:
            raise Problem(f"The API does not start: {last_lines(api.log, 1)} (see {api.log})")
        if time.monotonic() > deadline:
            raise Problem(f"The API does not become ready: {last_lines(api.log, 1)} (see {api.log})")
        time.sleep(0.05)


def is_ready(host: str, port: int) -> bool:
    address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    connection = http.client.HTTPConnection(address, port, timeout=1)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
