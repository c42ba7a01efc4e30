"""Items remind of themselves."""

from migrations.statements import run_statements

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add the columns, and let the relay see what is due."""
    run_statements(__file__)
