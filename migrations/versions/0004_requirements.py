"""What stages ask for, and which jobs wait for it."""

from migrations.statements import run_statements

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns and their index."""
    run_statements(__file__)
