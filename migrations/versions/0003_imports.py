"""Files of accounts on their way in."""

from migrations.statements import run_statements

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the table."""
    run_statements(__file__)
