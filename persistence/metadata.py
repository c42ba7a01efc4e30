"""The one catalogue of tables, and the column shapes they share."""

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)


def record_table(name: str, *items: SchemaItem) -> Table:
    """A table of one firm's rows: keyed by firm and id, so that rows of two firms can't be linked."""
    return Table(
        name,
        metadata,
        Column("firm_id", Uuid, nullable=False),
        Column("id", Uuid, nullable=False),
        PrimaryKeyConstraint("firm_id", "id"),
        *items,
    )


def entity_table(name: str, *items: SchemaItem) -> Table:
    """A table of entities: versioned and dated."""
    return record_table(
        name,
        Column("version", Integer, nullable=False),
        instant("created_at"),
        instant("updated_at"),
        *items,
    )


def instant(name: str, *, nullable: bool = False) -> Column[object]:
    """A point in time."""
    return Column(name, DateTime(timezone=True), nullable=nullable)


def document(name: str, *, nullable: bool = False) -> Column[object]:
    """A JSON value."""
    return Column(name, JSONB, nullable=nullable)


def belongs_to(column: str, table: str) -> ForeignKeyConstraint:
    """A link that can't leave the firm."""
    return ForeignKeyConstraint(["firm_id", column], [f"{table}.firm_id", f"{table}.id"])
