"""A job can go to another pipeline."""

from migrations.statements import run_statements

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Let an event name the board that was left, and a visit the status that it ended."""
    run_statements(__file__)
