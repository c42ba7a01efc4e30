"""The id of a thing in another system is that thing's alone."""

from migrations.statements import run_statements

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Add the table, and take in what accounts and jobs have."""
    run_statements(__file__)
