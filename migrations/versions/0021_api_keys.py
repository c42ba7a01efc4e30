"""API keys."""

from migrations.statements import run_statements

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Add the table."""
    run_statements(__file__)
