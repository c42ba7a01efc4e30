"""The first slice: firms, clients, pipelines, jobs, tasks, automations, outbox."""

from migrations.statements import run_statements

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables, and the wall around each firm."""
    run_statements(__file__)
