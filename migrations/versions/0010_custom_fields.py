"""Custom fields of accounts."""

from migrations.statements import run_statements

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the firm's list, and the values in accounts."""
    run_statements(__file__)
