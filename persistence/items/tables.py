"""What is attached to jobs."""

from sqlalchemy import Boolean, Column, Index, Integer, Text, Uuid

from persistence.metadata import belongs_to, document, instant, record_table

items = record_table(
    "items",
    Column("job_id", Uuid, nullable=False),
    Column("visit_id", Uuid, nullable=False),
    instant("linked_at"),
    document("linked_by"),
    Column("type", Text, nullable=False),
    Column("task_id", Uuid),
    Column("linked_job_id", Uuid),
    Column("title", Text),
    Column("text", Text),
    Column("action_item", Boolean, nullable=False),
    Column("run_id", Uuid),
    instant("resolved_at", nullable=True),
    Column("resolution", Text),
    instant("reopened_at", nullable=True),
    instant("unlinked_at", nullable=True),
    Column("remind_after_days", Integer),
    Column("reminders_left", Integer, nullable=False, server_default="0"),
    Column("reminders_sent", Integer, nullable=False, server_default="0"),
    instant("remind_at", nullable=True),
    belongs_to("job_id", "jobs"),
    belongs_to("visit_id", "visits"),
    belongs_to("task_id", "tasks"),
    belongs_to("linked_job_id", "jobs"),
)
Index("items_visit_idx", items.c.firm_id, items.c.visit_id)
Index("items_job_idx", items.c.firm_id, items.c.job_id)
Index("items_task_idx", items.c.firm_id, items.c.task_id, postgresql_where=items.c.unlinked_at.is_(None))
Index(
    "items_remind_idx",
    items.c.remind_at,
    postgresql_where=items.c.remind_at.is_not(None)
    & items.c.resolved_at.is_(None)
    & items.c.unlinked_at.is_(None),
)
