import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
STATE = ROOT / ".tickmark"


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Only one process of this project at a time does what is inside."""
    STATE.mkdir(exist_ok=True)
    with (STATE / f"{name}.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
