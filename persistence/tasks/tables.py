"""Tasks."""

from sqlalchemy import Column, Date, Index, Text, Uuid, and_, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from persistence.metadata import belongs_to, entity_table, instant

tasks = entity_table(
    "tasks",
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("account_id", Uuid),
    Column("job_id", Uuid),
    Column("pipeline_id", Uuid),
    Column("status", Text, nullable=False),
    Column("priority", Text, nullable=False),
    Column("assignee_ids", ARRAY(Uuid), nullable=False),
    Column("tag_ids", ARRAY(Uuid), nullable=False, server_default="{}"),
    Column("subtasks", JSONB, nullable=False, server_default="[]"),
    Column("start_date", Date),
    Column("due_date", Date),
    instant("completed_at", nullable=True),
    Column("run_id", Uuid),
    instant("deleted_at", nullable=True),
    Column("overdue_told", Date),
    belongs_to("account_id", "accounts"),
    belongs_to("job_id", "jobs"),
    belongs_to("pipeline_id", "pipelines"),
)
Index("tasks_created_idx", tasks.c.firm_id, tasks.c.created_at, tasks.c.id)
Index("tasks_due_idx", tasks.c.firm_id, tasks.c.due_date, tasks.c.id)
Index("tasks_job_idx", tasks.c.firm_id, tasks.c.job_id, tasks.c.created_at, tasks.c.id)
Index("tasks_account_idx", tasks.c.firm_id, tasks.c.account_id, tasks.c.created_at, tasks.c.id)
TASK_UNTOLD = and_(
    tasks.c.due_date.is_distinct_from(tasks.c.overdue_told),
    tasks.c.due_date.is_not(None),
    tasks.c.deleted_at.is_(None),
    text("status NOT IN ('completed', 'canceled')"),
)
Index("tasks_overdue_idx", tasks.c.due_date, tasks.c.firm_id, postgresql_where=TASK_UNTOLD)
Index("tasks_assignees_idx", tasks.c.assignee_ids, postgresql_using="gin")
Index("tasks_tags_idx", tasks.c.tag_ids, postgresql_using="gin")
