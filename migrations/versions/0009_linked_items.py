"""Jobs and notes are linked to jobs too."""

from migrations.statements import run_statements

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the columns and their link."""
    run_statements(__file__)
