"""Client-facing statuses."""

from sqlalchemy import Column, Index, Integer, Text, func

from persistence.metadata import entity_table, instant

client_statuses = entity_table(
    "client_statuses",
    Column("name", Text, nullable=False),
    Column("color", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("position", Integer, nullable=False),
    instant("removed_at", nullable=True),
)
# The name of one that was removed is free again.
Index(
    "client_statuses_name_key",
    client_statuses.c.firm_id,
    func.lower(client_statuses.c.name),
    unique=True,
    postgresql_where=client_statuses.c.removed_at.is_(None),
)
