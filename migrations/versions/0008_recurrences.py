"""Schedules that create jobs, and the period that a job is about."""

from migrations.statements import run_statements

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the tables and columns, and let the relay see what is due."""
    run_statements(__file__)
