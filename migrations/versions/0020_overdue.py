"""Jobs and tasks that are overdue are told once for each due date."""

from migrations.statements import run_statements

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Add the columns, and let the relay see what is to be told."""
    run_statements(__file__)
