"""Which secret signs a firm's webhooks, and since when."""

from migrations.statements import run_statements

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the columns."""
    run_statements(__file__)
