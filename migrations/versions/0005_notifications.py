"""What members are told."""

from migrations.statements import run_statements

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the table."""
    run_statements(__file__)
