"""Comments."""

from sqlalchemy import Column, Index, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from persistence.metadata import belongs_to, document, entity_table, instant

comments = entity_table(
    "comments",
    Column("job_id", Uuid, nullable=False),
    document("author"),
    Column("text", Text, nullable=False),
    Column("mention_ids", ARRAY(Uuid), nullable=False),
    instant("edited_at", nullable=True),
    instant("deleted_at", nullable=True),
    belongs_to("job_id", "jobs"),
)
Index(
    "comments_job_idx",
    comments.c.firm_id,
    comments.c.job_id,
    comments.c.created_at,
    comments.c.id,
    postgresql_where=comments.c.deleted_at.is_(None),
)
