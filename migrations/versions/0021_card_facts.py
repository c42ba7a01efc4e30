"""What cards tell is chosen fact by fact."""

from migrations.statements import run_statements

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Write the usual facts down where the client's was added to them."""
    run_statements(__file__)
