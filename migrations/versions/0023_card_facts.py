"""What cards tell is chosen fact by fact."""

from migrations.statements import run_statements

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Write the usual facts down where the client's was added to them."""
    run_statements(__file__)
