"""Places with names where a test may kill the process, to see that nothing is lost and nothing happens twice."""

import os
import signal
from random import random

_NAME = os.environ.get("TICKMARK_CRASH_AT", "")
_CHANCE = float(os.environ.get("TICKMARK_CRASH_CHANCE", "1"))

POINTS = (
    "relay.before_wake",
    "relay.after_wake",
    "drain.before_reaction",
    "drain.before_commit",
    "drain.after_commit",
    "deliver.after_claim",
    "deliver.after_send",
    "deliver.after_complete",
    "deliver.after_call",
    "schedules.before_commit",
    "schedules.after_commit",
)


def crash_point(name: str) -> None:
    """Die here, as by `kill -9`, when TICKMARK_CRASH_AT names this place (with the chance TICKMARK_CRASH_CHANCE)."""
    if name == _NAME and random() < _CHANCE:  # noqa: S311 - which run dies is no secret
        os.kill(os.getpid(), signal.SIGKILL)
