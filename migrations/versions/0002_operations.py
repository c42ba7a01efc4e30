"""What operators need: parked events, forgetting, the backlog."""

from migrations.statements import run_statements

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add indexes, and let the relay see a little more."""
    run_statements(__file__)
