"""Automations that wait for a time, and the days on which a firm works."""

from migrations.statements import run_statements

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the columns and indexes, and let the relay see what is due."""
    run_statements(__file__)
