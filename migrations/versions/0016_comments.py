"""Members write about jobs."""

from migrations.statements import run_statements

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Make the table of comments."""
    run_statements(__file__)
