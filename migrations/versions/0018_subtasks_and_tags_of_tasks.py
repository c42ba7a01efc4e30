"""Tasks have subtasks and tags."""

from migrations.statements import run_statements

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the columns and the index."""
    run_statements(__file__)
