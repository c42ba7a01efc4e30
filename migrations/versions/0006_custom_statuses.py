"""Custom job statuses with their own automations and stays."""

from migrations.statements import run_statements

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the table, the columns, their links and index."""
    run_statements(__file__)
