"""Any bytes at any endpoint: schemathesis makes them up from the contract, a real server answers."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
import uvicorn
from hypothesis.stateful import run_state_machine_as_test
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.pytest._test_builder import build_operation_test

from api.app import create_app
from api.services import Services
from api.throttle import Quota
from domain.firms.sign_in import begin_session
from persistence.database import Database
from tests.builders import a_world


@dataclass(frozen=True)
class Served:
    """A running API, and a session in it."""

    url: str
    cookie: str
    loop: asyncio.AbstractEventLoop
    database: Database

    def another_firm(self) -> str:
        """The session of a firm in which nothing has happened yet."""
        return asyncio.run_coroutine_threadsafe(_session(self.database), self.loop).result()


async def _session(database: Database) -> str:
    world = await a_world(database)
    session = await begin_session(world.owner.id, "test", "", world.uow(), world.context())
    return f"session={session.token}"


@pytest.fixture(scope="module")
def served(database_url: str) -> Iterator[Served]:
    """The API on a port of its own, in a thread with its own loop and connections, and a session."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    begun: list[Served] = []
    stopping: list[uvicorn.Server] = []

    async def serve() -> None:
        database = Database(database_url, pool_size=4)
        cookie = await _session(database)
        # How fast the machine asks must not decide what is answered.
        app = create_app(Services(database=database, quota=Quota(1_000_000_000)))
        config = uvicorn.Config(app, port=port, log_level="critical")
        server = uvicorn.Server(config)
        stopping.append(server)
        begun.append(Served(f"http://127.0.0.1:{port}", cookie, asyncio.get_running_loop(), database))
        await server.serve()

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    while not (begun and stopping[0].started):
        time.sleep(0.02)
    yield begun[0]
    stopping[0].should_exit = True
    thread.join()


CONTRACT = Path(__file__).parents[2] / "openapi.json"
LEFT_OUT = ("stream_events", "sign_out", "remove_member")
schema: Any = schemathesis.openapi.from_path(CONTRACT).exclude(operation_id=list(LEFT_OUT))
OPERATIONS = sorted(
    operation["operationId"]
    for path in json.loads(CONTRACT.read_text())["paths"].values()
    for operation in path.values()
    if operation["operationId"] not in LEFT_OUT
)


# A value of the right shape may still name nothing: a time zone, a tag, another page. That is told with a 422.
load_all_checks()
# Too much is refused by its size before anybody looks at its shape.
schema.config.checks.negative_data_rejection.expected_statuses.append("413")
NOT_PROMISED: Any = [CHECKS.get_one("positive_data_acceptance")]
# They take the same automations and conditions as `create_pipeline` and `set_stage_automations`, where each field of
# those is tried at its bounds: thousands of requests, made once.
ONLY_AT_RANDOM = {
    "add_custom_status",
    "add_stage",
    "import_pipeline",
    "set_custom_status_automations",
    "update_stage",
}
at_random = deepcopy(schema.config)
at_random.phases.coverage.enabled = False


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_every_answer_keeps_the_contract(operation_id: str, served: Served) -> None:
    """As `schema.parametrize()` would, but the cases are made up by whoever runs them, not by each worker that collects."""
    test: Any = build_operation_test(
        config=at_random if operation_id in ONLY_AT_RANDOM else schema.config,
        operation=schema.find_operation_by_id(operation_id),
        test_func=_keeps_the_contract,
        given_kwargs={},
        feedback=FeedbackSources(),
    )
    test(served=served)


@hypothesis.settings(
    max_examples=6,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)
def _keeps_the_contract(case: schemathesis.Case[Any], served: Served) -> None:
    case.call_and_validate(
        base_url=served.url,
        headers={"Cookie": served.cookie, "Sec-Fetch-Site": "same-origin"},
        excluded_checks=NOT_PROMISED,
    )


def test_what_one_answer_gives_can_be_asked_for_next(served: Served) -> None:
    """Requests that follow one another: what was made is changed, moved, deleted, in any order."""

    class Walk(schema.as_state_machine()):  # type: ignore[misc]
        def setup(self) -> None:
            # Each walk begins in a firm of its own: the same steps must find the same world when they are tried again.
            self.cookie = served.another_firm()

        def get_call_kwargs(self, case: schemathesis.Case[Any]) -> dict[str, Any]:
            return {
                "base_url": served.url,
                "headers": {"Cookie": self.cookie, "Sec-Fetch-Site": "same-origin"},
            }

        def validate_response(self, response: Any, case: schemathesis.Case[Any], **more: Any) -> None:
            case.validate_response(response, excluded_checks=NOT_PROMISED, transport_kwargs=more)

    run_state_machine_as_test(
        Walk,
        settings=hypothesis.settings(
            max_examples=12,
            stateful_step_count=12,
            derandomize=True,
            deadline=None,
            database=None,
            suppress_health_check=list(hypothesis.HealthCheck),
        ),
    )
