"""Pipelines, their stages and automations, and what they were."""

from sqlalchemy import Boolean, Column, Index, Integer, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from persistence.metadata import belongs_to, document, entity_table, instant, record_table

pipelines = entity_table(
    "pipelines",
    Column("name", Text, nullable=False),
    Column("status", Text, nullable=False),
    document("settings"),
    Column("visible_to", ARRAY(Uuid)),
    Column("revision", Integer, nullable=False),
    instant("deleted_at", nullable=True),
)
Index("pipelines_created_idx", pipelines.c.firm_id, pipelines.c.created_at, pipelines.c.id)

stages = record_table(
    "stages",
    Column("pipeline_id", Uuid, nullable=False),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("color", Text, nullable=False),
    Column("automove", Boolean, nullable=False),
    document("conditions"),
    Column("limit_amount", Integer),
    Column("limit_unit", Text, nullable=False),
    Column("requirements", JSONB, nullable=False, server_default="[]"),
    document("wip_limit", nullable=True),
    instant("removed_at", nullable=True),
    belongs_to("pipeline_id", "pipelines"),
)
Index("stages_pipeline_idx", stages.c.firm_id, stages.c.pipeline_id, stages.c.position)

statuses = record_table(
    "statuses",
    Column("pipeline_id", Uuid, nullable=False),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("color", Text, nullable=False),
    Column("automove", Boolean, nullable=False),
    instant("removed_at", nullable=True),
    belongs_to("pipeline_id", "pipelines"),
)
Index("statuses_pipeline_idx", statuses.c.firm_id, statuses.c.pipeline_id, statuses.c.position)

automations = record_table(
    "automations",
    Column("pipeline_id", Uuid, nullable=False),
    Column("stage_id", Uuid),
    Column("status_id", Uuid),
    Column("position", Integer, nullable=False),
    Column("action", Text, nullable=False),
    document("settings"),
    document("conditions"),
    Column("on_failure", Text, nullable=False),
    Column("repeat", Text, nullable=False),
    Column("trigger", JSONB, nullable=False, server_default='{"kind": "entered"}'),
    Column("enabled", Boolean, nullable=False),
    Column("author_id", Uuid),
    instant("removed_at", nullable=True),
    belongs_to("pipeline_id", "pipelines"),
    belongs_to("stage_id", "stages"),
    belongs_to("status_id", "statuses"),
    belongs_to("author_id", "members"),
)
Index("automations_pipeline_idx", automations.c.firm_id, automations.c.pipeline_id, automations.c.position)

pipeline_revisions = record_table(
    "pipeline_revisions",
    Column("pipeline_id", Uuid, nullable=False),
    Column("revision", Integer, nullable=False),
    instant("changed_at"),
    document("changed_by"),
    document("changes"),
    document("snapshot"),
    belongs_to("pipeline_id", "pipelines"),
    UniqueConstraint("firm_id", "pipeline_id", "revision"),
)
