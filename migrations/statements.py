"""A migration's SQL, statement by statement."""

from collections.abc import Iterator
from pathlib import Path

from alembic import op

# Whoever waits for a table's lock makes everybody else wait behind: so nobody does for long, and tries again later.
LOCK_TIMEOUT = "SET lock_timeout = '500ms'"


def run_statements(migration: str) -> None:
    """Run the .sql file beside a migration's .py.

    What is done CONCURRENTLY, or only looks whether old rows keep a new rule (VALIDATE), runs by itself after a commit
    of what stood before, and may wait: it blocks nobody. It and what stands before it
    in the file are repeatable, because a migration that fails later begins anew.
    """
    for statement in _statements(Path(migration).with_suffix(".sql")):
        if "CONCURRENTLY" in statement or "VALIDATE CONSTRAINT" in statement:
            with op.get_context().autocommit_block():
                op.get_bind().exec_driver_sql("SET lock_timeout = 0")
                op.get_bind().exec_driver_sql(statement)
                op.get_bind().exec_driver_sql(LOCK_TIMEOUT)
        else:
            op.get_bind().exec_driver_sql(statement)


def _statements(file: Path) -> Iterator[str]:
    """An empty line parts one statement from the next."""
    for part in file.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in part.splitlines() if not line.startswith("--")]
        if lines:
            yield "\n".join(lines)
