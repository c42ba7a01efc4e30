import json
import logging

import pytest
from structlog.contextvars import bound_contextvars

from cli.logs import configure_logs


def test_a_line_is_json_with_the_process_and_the_request(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        configure_logs("api")
        with bound_contextvars(request_id="r-1"):
            logging.getLogger("api.guard").warning("request", extra={"ms": 1200.5})
        line = json.loads(capsys.readouterr().err)
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    assert (line["message"], line["process"], line["request_id"], line["ms"]) == (
        "request",
        "api",
        "r-1",
        1200.5,
    )
    assert (line["level"], line["logger"]) == ("warning", "api.guard")
