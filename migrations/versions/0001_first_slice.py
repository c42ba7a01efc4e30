"""The first slice: firms, clients, pipelines, jobs, tasks, automations, outbox."""

from alembic import op

from persistence.security import SIGN_IN_FUNCTIONS, create_roles, let_relay_see, protect
from persistence.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables, and the wall around each firm."""
    for statement in create_roles():
        op.execute(statement)
    metadata.create_all(op.get_bind())
    op.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO tickmark_app")
    for statement in [
        *protect(table.name for table in metadata.sorted_tables),
        *let_relay_see(),
        *SIGN_IN_FUNCTIONS,
    ]:
        op.execute(statement)
