"""Recurrences, and the ledger of their occurrences."""

from sqlalchemy import Column, Date, Index, Integer, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from persistence.metadata import belongs_to, document, entity_table, instant, record_table

recurrences = entity_table(
    "recurrences",
    Column("account_id", Uuid, nullable=False),
    Column("pipeline_id", Uuid, nullable=False),
    Column("rule", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
    Column("at_minute", Integer, nullable=False),
    Column("roll", Text, nullable=False),
    Column("period_unit", Text),
    Column("period_offset", Integer, nullable=False),
    document("template"),
    Column("state", Text, nullable=False),
    Column("skips", ARRAY(Date), nullable=False),
    Column("next_date", Date),
    instant("next_at", nullable=True),
    instant("deleted_at", nullable=True),
    belongs_to("account_id", "accounts"),
    belongs_to("pipeline_id", "pipelines"),
)
Index("recurrences_created_idx", recurrences.c.firm_id, recurrences.c.created_at, recurrences.c.id)
Index("recurrences_account_idx", recurrences.c.firm_id, recurrences.c.account_id, recurrences.c.created_at)
Index("recurrences_pipeline_idx", recurrences.c.firm_id, recurrences.c.pipeline_id, recurrences.c.created_at)
Index("recurrences_due_idx", recurrences.c.next_at, postgresql_where=recurrences.c.next_at.is_not(None))

occurrences = record_table(
    "occurrences",
    Column("recurrence_id", Uuid, nullable=False),
    Column("date", Date, nullable=False),
    Column("state", Text, nullable=False),
    instant("at"),
    Column("job_id", Uuid),
    Column("reason", Text),
    belongs_to("recurrence_id", "recurrences"),
    belongs_to("job_id", "jobs"),
    # Each date once, whatever crashes.
    UniqueConstraint("firm_id", "recurrence_id", "date"),
)
