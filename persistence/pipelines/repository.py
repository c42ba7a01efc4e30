"""Pipelines with their stages and automations, stored."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import and_, bindparam, func, select

from domain.pipelines.model import Automation, CustomStatus, Pipeline, PipelineRevision, Stage
from domain.pipelines.ports import Outline, Removed
from domain.pipelines.replan import Replan
from domain.shared.entity import Record
from domain.shared.errors import NotFound
from persistence.jobs.tables import jobs
from persistence.mapper import Mapper
from persistence.pipelines.past import (
    LEADING_TO,
    OUTLINES,
    REMOVED_AUTOMATIONS,
    REMOVED_STAGES,
    REMOVED_STATUSES,
    REVISION,
    STAGE_NAMES,
    STATUS_NAMES,
    by_pipeline,
    outline,
)
from persistence.pipelines.stores import AUTOMATIONS, PIPELINES, REVISIONS, STAGES, STATUSES
from persistence.pipelines.tables import automations, pipelines, stages, statuses
from persistence.repository import Repository
from persistence.statement import Statement
from persistence.tracker import Tracker

_BY_ID = Statement(PIPELINES.select(pipelines.c.id == bindparam("id"), pipelines.c.deleted_at.is_(None)))
_LOCKED = Statement(
    PIPELINES.select(pipelines.c.id == bindparam("id"), pipelines.c.deleted_at.is_(None)).with_for_update()
)
_STAGES_OF = Statement(
    STAGES.select(stages.c.pipeline_id == bindparam("id"), stages.c.removed_at.is_(None)).order_by(
        stages.c.position
    )
)
_AUTOMATIONS_OF = Statement(
    AUTOMATIONS.select(
        automations.c.pipeline_id == bindparam("id"), automations.c.removed_at.is_(None)
    ).order_by(automations.c.position, automations.c.id)
)
_STATUSES_OF = Statement(
    STATUSES.select(statuses.c.pipeline_id == bindparam("id"), statuses.c.removed_at.is_(None)).order_by(
        statuses.c.position
    )
)
_OF_STATUS = Statement(
    select(statuses.c.pipeline_id).where(
        statuses.c.firm_id == bindparam("firm_id"),
        statuses.c.id == bindparam("id"),
        statuses.c.removed_at.is_(None),
    )
)
_OF_STAGE = Statement(
    select(stages.c.pipeline_id).where(
        stages.c.firm_id == bindparam("firm_id"),
        stages.c.id == bindparam("id"),
        stages.c.removed_at.is_(None),
    )
)
# With its lock on the row in the way of whoever saves the pipeline, the version is the one that holds until commit.
_HOLDING = Statement(
    select(pipelines.c.id, pipelines.c.version)
    .join(stages, and_(stages.c.firm_id == pipelines.c.firm_id, stages.c.pipeline_id == pipelines.c.id))
    .where(
        pipelines.c.firm_id == bindparam("firm_id"),
        stages.c.id == bindparam("id"),
        stages.c.removed_at.is_(None),
        pipelines.c.deleted_at.is_(None),
    )
    .with_for_update(of=pipelines, key_share=True, read=True)
)
_JOBS_IN = Statement(
    select(jobs.c.stage_id, func.count().label("jobs"))
    .where(jobs.c.firm_id == bindparam("firm_id"), jobs.c.pipeline_id == bindparam("id"))
    .group_by(jobs.c.stage_id)
)
_BY_AUTHOR = Statement(
    select(func.count())
    .select_from(automations)
    .where(
        automations.c.firm_id == bindparam("firm_id"),
        automations.c.author_id == bindparam("member_id"),
        automations.c.removed_at.is_(None),
        automations.c.enabled,
    )
)
_NAMES = Statement(
    select(pipelines.c.name).where(
        pipelines.c.firm_id == bindparam("firm_id"), pipelines.c.deleted_at.is_(None)
    )
)
_VERSION = Statement(
    select(pipelines.c.version).where(
        pipelines.c.firm_id == bindparam("firm_id"),
        pipelines.c.id == bindparam("id"),
        pipelines.c.deleted_at.is_(None),
    )
)
_KEPT = 2000
R = TypeVar("R", bound=Record)


class PipelineCache:
    """Pipelines by version: a version never changes, so one that matches the database's is as good as read again."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[UUID, UUID], Pipeline] = OrderedDict()

    def get(self, firm_id: UUID, pipeline_id: UUID, version: int) -> Pipeline | None:
        """The pipeline, if it is kept in this version."""
        kept = self._kept.get((firm_id, pipeline_id))
        return kept if kept is not None and kept.version == version else None

    def put(self, pipeline: Pipeline) -> None:
        """Keep it; the oldest goes when there are too many."""
        self._kept[(pipeline.firm_id, pipeline.id)] = pipeline
        self._kept.move_to_end((pipeline.firm_id, pipeline.id))
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)


class PipelineRepository(Repository[Pipeline]):
    """The firm's pipelines."""

    store = PIPELINES

    def __init__(self, tracker: Tracker, cache: PipelineCache) -> None:
        super().__init__(tracker)
        self._cache = cache

    async def get(self, id: UUID) -> Pipeline:  # noqa: A002 - the product's word
        """The pipeline with stages and automations, for a change.

        Raises NotFound.
        """
        return await self._whole(await self._one(_BY_ID, id=id))

    async def locked(self, id: UUID) -> Pipeline:  # noqa: A002
        """The same; nobody else changes it until commit.

        Raises NotFound.
        """
        return await self._whole(await self._one(_LOCKED, id=id))

    async def of_stage(self, stage_id: UUID) -> Pipeline:
        """The pipeline that has this stage, locked.

        Raises NotFound.
        """
        rows = await self._rows(_OF_STAGE, id=stage_id)
        if not rows:
            raise NotFound("stage")
        return await self.locked(rows[0]["pipeline_id"])

    async def holding(self, stage_id: UUID) -> Pipeline:
        """The pipeline that has this stage, to read from; nobody saves or deletes it until commit.

        Raises NotFound.
        """
        rows = await self._rows(_HOLDING, id=stage_id)
        if not rows:
            raise NotFound("stage")
        return await self.at_version(rows[0]["id"], rows[0]["version"])

    async def of_status(self, status_id: UUID) -> Pipeline:
        """The pipeline that has this custom status, locked.

        Raises NotFound.
        """
        rows = await self._rows(_OF_STATUS, id=status_id)
        if not rows:
            raise NotFound("status")
        return await self.locked(rows[0]["pipeline_id"])

    async def current(self, id: UUID) -> Pipeline:  # noqa: A002
        """The pipeline to read from, kept between requests.

        Raises NotFound.
        """
        rows = await self._rows(_VERSION, id=id)
        if not rows:
            raise NotFound("pipeline")
        return await self.at_version(id, rows[0]["version"])

    async def at_version(self, id: UUID, version: int) -> Pipeline:  # noqa: A002
        """The pipeline to read from, whose present version is known."""
        kept = self._cache.get(self._tracker.firm_id, id, version)
        if kept is not None:
            return kept
        transaction, firm_id = self._tracker.transaction, self._tracker.firm_id
        row = await transaction.row(self.store.by_id, firm_id=firm_id, id=id)
        if row is None:
            raise NotFound("pipeline")
        pipeline = PIPELINES.mapper.load(row)
        pipeline.stages = [STAGES.mapper.load(r) for r in await self._rows(_STAGES_OF, id=id)]
        pipeline.automations = [AUTOMATIONS.mapper.load(r) for r in await self._rows(_AUTOMATIONS_OF, id=id)]
        pipeline.statuses = [STATUSES.mapper.load(r) for r in await self._rows(_STATUSES_OF, id=id)]
        self._cache.put(pipeline)
        return pipeline

    async def jobs_in(self, pipeline_id: UUID) -> Mapping[UUID, int]:
        """How many jobs stand in each stage, archived ones too."""
        return {row["stage_id"]: row["jobs"] for row in await self._rows(_JOBS_IN, id=pipeline_id)}

    async def automations_by(self, member_id: UUID) -> int:
        """How many automations a member saved that are switched on."""
        rows = await self._rows(_BY_AUTHOR, member_id=member_id)
        return int(rows[0][0])

    async def names_taken(self) -> Sequence[str]:
        """The names of all pipelines."""
        return [row["name"] for row in await self._rows(_NAMES)]

    async def outlines(self) -> Sequence[Outline]:
        """All pipelines by their names, deleted ones too, oldest first."""
        stages_of = by_pipeline(await self._rows(STAGE_NAMES))
        statuses_of = by_pipeline(await self._rows(STATUS_NAMES))
        return [outline(row, stages_of, statuses_of) for row in await self._rows(OUTLINES)]

    async def leading_to(self, pipeline_id: UUID) -> Sequence[Outline]:
        """The other pipelines whose automations bring or make jobs in this one."""
        return [outline(row, {}, {}) for row in await self._rows(LEADING_TO, id=pipeline_id)]

    async def removed_from(self, pipeline_id: UUID) -> Removed:
        """The stages, statuses and automations that were taken out of a pipeline, for a change."""
        return Removed(
            await self._parts(REMOVED_STAGES, STAGES.mapper, pipeline_id),
            await self._parts(REMOVED_STATUSES, STATUSES.mapper, pipeline_id),
            await self._parts(REMOVED_AUTOMATIONS, AUTOMATIONS.mapper, pipeline_id),
        )

    async def revision(self, pipeline_id: UUID, number: int) -> PipelineRevision:
        """What the pipeline was after its save of this number.

        Raises NotFound.
        """
        rows = await self._rows(REVISION, id=pipeline_id, number=number)
        if not rows:
            raise NotFound("revision")
        return REVISIONS.mapper.load(rows[0])

    def add_stage(self, stage: Stage) -> None:
        """Store a new stage at commit."""
        self._tracker.add(stage, STAGES.mapper)

    def add_status(self, status: CustomStatus) -> None:
        """Store a new custom status at commit."""
        self._tracker.add(status, STATUSES.mapper)

    def add_automation(self, automation: Automation) -> None:
        """Store a new automation at commit."""
        self._tracker.add(automation, AUTOMATIONS.mapper)

    def tell(self, replan: Replan) -> None:
        """Tell what it recorded."""
        self._tracker.tell(replan)

    def add_revision(self, revision: PipelineRevision) -> None:
        """Store what the pipeline became."""
        self._tracker.add(revision, REVISIONS.mapper)

    async def _whole(self, found: Pipeline | None) -> Pipeline:
        pipeline = self._found(found)
        pipeline.stages = await self._parts(_STAGES_OF, STAGES.mapper, pipeline.id)
        pipeline.automations = await self._parts(_AUTOMATIONS_OF, AUTOMATIONS.mapper, pipeline.id)
        pipeline.statuses = await self._parts(_STATUSES_OF, STATUSES.mapper, pipeline.id)
        return pipeline

    async def _parts(self, statement: Statement, mapper: Mapper[R], pipeline_id: UUID) -> list[R]:
        return [self._tracker.loaded(row, mapper) for row in await self._rows(statement, id=pipeline_id)]
