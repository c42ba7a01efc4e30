"""The ledger of runs, and what leaves the firm."""

from sqlalchemy import Boolean, Column, Index, Integer, Text, UniqueConstraint, Uuid, false

from persistence.metadata import belongs_to, document, entity_table, instant, record_table

runs = entity_table(
    "runs",
    Column("event_id", Uuid, nullable=False),
    Column("root_id", Uuid, nullable=False),
    Column("job_id", Uuid, nullable=False),
    Column("visit_id", Uuid, nullable=False),
    Column("automation_id", Uuid, nullable=False),
    Column("pipeline_id", Uuid, nullable=False),
    Column("stage_id", Uuid, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("action", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    document("verdicts"),
    document("made"),
    document("error", nullable=True),
    Column("attempts", Integer, nullable=False),
    Column("depth", Integer, nullable=False),
    Column("makes_action_item", Boolean, nullable=False),
    instant("finished_at", nullable=True),
    instant("due_at", nullable=True),
    Column("timed", Boolean, nullable=False, server_default=false()),
    belongs_to("job_id", "jobs"),
    belongs_to("visit_id", "visits"),
    belongs_to("automation_id", "automations"),
    UniqueConstraint("firm_id", "event_id", "automation_id"),
)
# The loop guard's ledger: one root never runs the same automation for the same job twice.
Index(
    "runs_loop_guard_key",
    runs.c.firm_id,
    runs.c.root_id,
    runs.c.job_id,
    runs.c.automation_id,
    unique=True,
    postgresql_where=runs.c.state != "stopped",
)
Index("runs_job_idx", runs.c.firm_id, runs.c.job_id, runs.c.created_at, runs.c.id)
Index("runs_visit_idx", runs.c.firm_id, runs.c.visit_id)
# The run log, newest first, by each of its filters.
for _name in ("state", "pipeline_id", "stage_id", "automation_id", "action"):
    Index(
        f"runs_{_name.removesuffix('_id')}_idx", runs.c.firm_id, runs.c[_name], runs.c.created_at, runs.c.id
    )
Index("runs_created_idx", runs.c.firm_id, runs.c.created_at, runs.c.id)
Index("runs_failed_idx", runs.c.firm_id, runs.c.job_id, postgresql_where=runs.c.state == "failed")
Index(
    "runs_due_idx", runs.c.due_at, postgresql_where=(runs.c.state == "waiting") & runs.c.due_at.is_not(None)
)
Index(
    "runs_timed_idx",
    runs.c.firm_id,
    runs.c.job_id,
    postgresql_where=runs.c.timed & (runs.c.state == "waiting"),
)

effects = record_table(
    "effects",
    Column("type", Text, nullable=False),
    Column("key", Text, nullable=False),
    document("payload"),
    instant("created_at"),
    instant("due_at"),
    Column("state", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    instant("lease_until", nullable=True),
    Column("run_id", Uuid),
    Column("job_id", Uuid),
    Column("account_id", Uuid),
    Column("last_error", Text),
    instant("delivered_at", nullable=True),
    Column("delivered_by", Text),
    belongs_to("job_id", "jobs"),
    belongs_to("account_id", "accounts"),
    UniqueConstraint("firm_id", "type", "key"),
)
Index("effects_due_idx", effects.c.due_at, postgresql_where=effects.c.state.in_(["waiting", "claimed"]))
Index("effects_run_idx", effects.c.firm_id, effects.c.run_id)
Index("effects_created_idx", effects.c.firm_id, effects.c.created_at, effects.c.id)
