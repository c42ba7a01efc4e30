"""The run log is filtered; items know when they were reopened."""

from migrations.statements import run_statements

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the column and the indexes."""
    run_statements(__file__)
