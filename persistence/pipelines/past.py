"""What pipelines are called, what they were, and what was taken out of them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from asyncpg import Record as Row
from sqlalchemy import Text, bindparam, cast, exists, select

from domain.pipelines.ports import Outline
from persistence.pipelines.stores import AUTOMATIONS, REVISIONS, STAGES, STATUSES
from persistence.pipelines.tables import automations, pipeline_revisions, pipelines, stages, statuses
from persistence.statement import Statement

Parts = Mapping[UUID, Sequence[tuple[UUID, str]]]

OUTLINES = Statement(
    select(pipelines.c.id, pipelines.c.name, pipelines.c.visible_to, pipelines.c.deleted_at)
    .where(pipelines.c.firm_id == bindparam("firm_id"))
    .order_by(pipelines.c.created_at, pipelines.c.id)
)
LEADING_TO = Statement(
    select(pipelines.c.id, pipelines.c.name, pipelines.c.visible_to, pipelines.c.deleted_at)
    .where(
        pipelines.c.firm_id == bindparam("firm_id"),
        pipelines.c.deleted_at.is_(None),
        pipelines.c.id != bindparam("id"),
        exists().where(
            automations.c.firm_id == pipelines.c.firm_id,
            automations.c.pipeline_id == pipelines.c.id,
            automations.c.removed_at.is_(None),
            automations.c.settings["pipeline_id"].astext == cast(bindparam("id"), Text),
        ),
    )
    .order_by(pipelines.c.created_at, pipelines.c.id)
)
STAGE_NAMES, STATUS_NAMES = (
    Statement(
        select(table.c.pipeline_id, table.c.id, table.c.name)
        .where(table.c.firm_id == bindparam("firm_id"), table.c.removed_at.is_(None))
        .order_by(table.c.pipeline_id, table.c.position)
    )
    for table in (stages, statuses)
)
REMOVED_STAGES, REMOVED_STATUSES, REMOVED_AUTOMATIONS = (
    Statement(
        store.select(store.table.c.pipeline_id == bindparam("id"), store.table.c.removed_at.is_not(None))
    )
    for store in (STAGES, STATUSES, AUTOMATIONS)
)
REVISION = Statement(
    REVISIONS.select(
        pipeline_revisions.c.pipeline_id == bindparam("id"),
        pipeline_revisions.c.revision == bindparam("number"),
    )
)


def by_pipeline(rows: Sequence[Row]) -> dict[UUID, list[tuple[UUID, str]]]:
    """Ids and names by pipeline, in order."""
    found: dict[UUID, list[tuple[UUID, str]]] = {}
    for row in rows:
        found.setdefault(row["pipeline_id"], []).append((row["id"], row["name"]))
    return found


def outline(row: Row, stages_of: Parts, statuses_of: Parts) -> Outline:
    """A pipeline with the names of its stages and statuses."""
    return Outline(
        id=row["id"],
        name=row["name"],
        gone=row["deleted_at"] is not None,
        visible_to=row["visible_to"],
        stages=tuple(stages_of.get(row["id"], ())),
        statuses=tuple(statuses_of.get(row["id"], ())),
    )
