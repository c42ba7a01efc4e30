"""Jobs and their stays in stages."""

from sqlalchemy import Boolean, Column, Date, Index, Text, Uuid, and_, false, literal_column, text
from sqlalchemy.dialects.postgresql import ARRAY

from persistence.metadata import belongs_to, document, entity_table, instant, record_table

jobs = entity_table(
    "jobs",
    Column("account_id", Uuid, nullable=False),
    Column("pipeline_id", Uuid, nullable=False),
    Column("stage_id", Uuid, nullable=False),
    Column("visit_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    instant("entered_stage_at"),
    instant("limit_at", nullable=True),
    Column("status", Text, nullable=False),
    Column("status_id", Uuid),
    Column("status_visit_id", Uuid),
    Column("priority", Text, nullable=False),
    Column("assignee_ids", ARRAY(Uuid), nullable=False),
    Column("start_date", Date),
    Column("due_date", Date),
    Column("internal_deadline", Date),
    Column("description", Text, nullable=False),
    document("period", nullable=True),
    instant("completed_at", nullable=True),
    document("external_refs"),
    Column("client_shown", Boolean, nullable=False, server_default=false()),
    Column("client_name", Text),
    Column("client_status_id", Uuid),
    Column("client_description", Text),
    Column("overdue_told", Date),
    Column("limit_told", Uuid),
    belongs_to("account_id", "accounts"),
    belongs_to("pipeline_id", "pipelines"),
    belongs_to("stage_id", "stages"),
    belongs_to("status_id", "statuses"),
    belongs_to("client_status_id", "client_statuses"),
)
Index("jobs_created_idx", jobs.c.firm_id, jobs.c.created_at, jobs.c.id)
Index("jobs_updated_idx", jobs.c.firm_id, jobs.c.updated_at, jobs.c.id)
Index(
    "jobs_limit_idx",
    jobs.c.firm_id,
    jobs.c.limit_at,
    jobs.c.id,
    postgresql_where=jobs.c.limit_at.is_not(None),
)
Index("jobs_due_idx", jobs.c.firm_id, jobs.c.due_date, jobs.c.id)
Index("jobs_account_idx", jobs.c.firm_id, jobs.c.account_id, jobs.c.created_at, jobs.c.id)
Index("jobs_stage_idx", jobs.c.firm_id, jobs.c.stage_id, jobs.c.created_at, jobs.c.id)
Index(
    "jobs_board_idx",
    jobs.c.firm_id,
    jobs.c.pipeline_id,
    jobs.c.created_at,
    jobs.c.id,
    postgresql_where=jobs.c.status != "archived",
)
Index("jobs_status_idx", jobs.c.firm_id, jobs.c.status_id, postgresql_where=jobs.c.status_id.is_not(None))
Index(
    "jobs_client_status_idx",
    jobs.c.firm_id,
    jobs.c.client_status_id,
    postgresql_where=jobs.c.client_status_id.is_not(None),
)
JOB_UNTOLD = and_(
    jobs.c.due_date.is_distinct_from(jobs.c.overdue_told),
    jobs.c.due_date.is_not(None),
    jobs.c.status == literal_column("'active'"),
)
JOB_LIMIT_UNTOLD = and_(
    jobs.c.limit_told.is_distinct_from(jobs.c.visit_id),
    jobs.c.limit_at.is_not(None),
    text("status IN ('active', 'custom')"),
)
Index("jobs_over_limit_idx", jobs.c.limit_at, jobs.c.firm_id, postgresql_where=JOB_LIMIT_UNTOLD)
Index("jobs_overdue_idx", jobs.c.due_date, jobs.c.firm_id, postgresql_where=JOB_UNTOLD)
Index("jobs_assignees_idx", jobs.c.assignee_ids, postgresql_using="gin")

visits = record_table(
    "visits",
    Column("job_id", Uuid, nullable=False),
    Column("stage_id", Uuid, nullable=False),
    Column("status_id", Uuid),
    instant("entered_at"),
    document("entered_by"),
    Column("reason", Text, nullable=False),
    Column("root_id", Uuid, nullable=False),
    Column("from_stage_id", Uuid),
    Column("previous_visit_id", Uuid),
    Column("operation_id", Text),
    instant("undo_until", nullable=True),
    instant("undone_at", nullable=True),
    instant("ran_at", nullable=True),
    instant("left_at", nullable=True),
    document("left_by", nullable=True),
    Column("skipped_automations", ARRAY(Uuid), nullable=False),
    document("settled"),
    Column("override_reason", Text),
    Column("wants_stage_id", Uuid),
    Column("ended_status_visit_id", Uuid),
    belongs_to("job_id", "jobs"),
    belongs_to("stage_id", "stages"),
    belongs_to("status_id", "statuses"),
)
Index("visits_job_idx", visits.c.firm_id, visits.c.job_id, visits.c.entered_at)
Index(
    "visits_wanting_idx",
    visits.c.firm_id,
    visits.c.wants_stage_id,
    visits.c.entered_at,
    postgresql_where=visits.c.wants_stage_id.is_not(None) & visits.c.left_at.is_(None),
)
