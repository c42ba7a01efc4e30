"""Notifications."""

from sqlalchemy import Column, Index, Text, UniqueConstraint, Uuid

from persistence.metadata import belongs_to, entity_table, instant

notifications = entity_table(
    "notifications",
    Column("member_id", Uuid, nullable=False),
    Column("key", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("job_id", Uuid),
    instant("read_at", nullable=True),
    belongs_to("member_id", "members"),
    belongs_to("job_id", "jobs"),
    UniqueConstraint("firm_id", "key", "member_id"),
)
Index(
    "notifications_member_idx",
    notifications.c.firm_id,
    notifications.c.member_id,
    notifications.c.created_at,
    notifications.c.id,
)
Index(
    "notifications_unread_idx",
    notifications.c.firm_id,
    notifications.c.member_id,
    notifications.c.created_at,
    notifications.c.id,
    postgresql_where=notifications.c.read_at.is_(None),
)
