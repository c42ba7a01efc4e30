"""Client-facing statuses, and what of a job its client sees."""

from migrations.statements import run_statements

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Create the table and add the columns of jobs."""
    run_statements(__file__)
