"""The stays of jobs in stages, stored."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, func, literal, select

from domain.jobs.visit import StageVisit
from persistence.jobs.tables import visits
from persistence.pipelines.tables import stages
from persistence.repository import Repository, Store
from persistence.statement import Statement

VISITS = Store(StageVisit, visits)
_JUDGED_AT_ONCE = 100
_NONE = UUID(int=0)

_OF_ROOT = Statement(
    VISITS.select(
        visits.c.job_id == bindparam("job_id"),
        visits.c.root_id == bindparam("root_id"),
        visits.c.undone_at.is_(None),
    ).order_by(visits.c.entered_at, visits.c.id)
)
_HAS_BEEN = Statement(
    select(
        exists(
            select(literal(1)).where(
                visits.c.firm_id == bindparam("firm_id"),
                visits.c.job_id == bindparam("job_id"),
                func.coalesce(visits.c.status_id, visits.c.stage_id) == bindparam("owner_id"),
                visits.c.undone_at.is_(None),
                visits.c.id != bindparam("but"),
            )
        )
    )
)
_WANTING = Statement(
    select(visits.c.job_id)
    .where(
        visits.c.firm_id == bindparam("firm_id"),
        visits.c.wants_stage_id == bindparam("stage_id"),
        visits.c.left_at.is_(None),
    )
    .order_by(visits.c.entered_at, visits.c.id)
    .limit(_JUDGED_AT_ONCE)
)
_WANTING_IN = Statement(
    select(visits.c.job_id)
    .join(stages, and_(stages.c.firm_id == visits.c.firm_id, stages.c.id == visits.c.wants_stage_id))
    .where(
        visits.c.firm_id == bindparam("firm_id"),
        stages.c.pipeline_id == bindparam("pipeline_id"),
        visits.c.wants_stage_id.is_not(None),
        visits.c.left_at.is_(None),
    )
    .order_by(visits.c.entered_at, visits.c.id)
    .limit(_JUDGED_AT_ONCE)
)


class VisitRepository(Repository[StageVisit]):
    """The stays of jobs in stages."""

    store = VISITS

    async def of_root(self, job_id: UUID, root_id: UUID) -> Sequence[StageVisit]:
        """The visits of a job that one root event led to and that were not undone, oldest first."""
        return await self._all(_OF_ROOT, job_id=job_id, root_id=root_id)

    async def wanting(self, stage_id: UUID) -> Sequence[UUID]:
        """The jobs that automove would bring into the stage if its requirements were met, longest waiting first."""
        return [row["job_id"] for row in await self._rows(_WANTING, stage_id=stage_id)]

    async def wanting_in(self, pipeline_id: UUID) -> Sequence[UUID]:
        """The same for all stages of a pipeline."""
        return [row["job_id"] for row in await self._rows(_WANTING_IN, pipeline_id=pipeline_id)]

    async def has_been(self, job_id: UUID, stage_id: UUID) -> bool:
        """Whether the job ever was in the stage (moves that were undone don't count)."""
        return await self._entered(job_id, stage_id, _NONE)

    async def entered_before(self, visit: StageVisit) -> bool:
        """Whether the job had been in the stage, or had the status, in another visit than this."""
        return await self._entered(visit.job_id, visit.owner_id, visit.id)

    async def _entered(self, job_id: UUID, owner_id: UUID, but: UUID) -> bool:
        rows = await self._rows(_HAS_BEEN, job_id=job_id, owner_id=owner_id, but=but)
        return bool(rows[0][0])
