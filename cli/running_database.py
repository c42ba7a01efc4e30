import os
from pathlib import Path

from cli.problem import Problem


def running_database(data: Path) -> str:
    """The URL of the external database, or of the embedded one that `up` runs now.

    Raises Problem when there is none.
    """
    from cli.embedded.postgres import EmbeddedPostgres

    external = os.environ.get("DATABASE_URL")
    if external:
        return external
    if not (data / "postgres" / "postmaster.pid").exists():
        raise Problem("Tickmark is not running here. Start it with ./dev up, or set DATABASE_URL.")
    return EmbeddedPostgres(data / "postgres", data / "logs" / "postgres.log").url()
