"""API keys."""

from migrations.statements import run_statements

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Add the table."""
    run_statements(__file__)
