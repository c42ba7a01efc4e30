"""When jobs are over the time limits of their stages."""

from migrations.statements import run_statements

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add the column and its index, and have the jobs that are there counted."""
    run_statements(__file__)
