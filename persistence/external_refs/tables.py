"""The ids that accounts and jobs have in other systems, each once."""

from sqlalchemy import Column, Index, Text, Uuid

from persistence.metadata import belongs_to, record_table

external_refs = record_table(
    "external_refs",
    Column("account_id", Uuid),
    Column("job_id", Uuid),
    Column("system", Text, nullable=False),
    Column("ref", Text, nullable=False),
    belongs_to("account_id", "accounts"),
    belongs_to("job_id", "jobs"),
)
for _kind in ("account", "job"):
    _column = external_refs.c[f"{_kind}_id"]
    Index(
        f"external_refs_{_kind}_key",
        external_refs.c.firm_id,
        external_refs.c.system,
        external_refs.c.ref,
        unique=True,
        postgresql_where=_column.is_not(None),
    )
    Index(
        f"external_refs_{_kind}_idx",
        external_refs.c.firm_id,
        _column,
        postgresql_where=_column.is_not(None),
    )
