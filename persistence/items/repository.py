"""Linked items, stored."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, and_, bindparam, select

from domain.items.model import LinkedItem
from persistence.items.tables import items
from persistence.jobs.tables import jobs
from persistence.repository import Repository, Store
from persistence.statement import Statement

_ITEMS = Store(LinkedItem, items)
_OF_VISIT = Statement(_ITEMS.select(items.c.visit_id == bindparam("visit_id")).order_by(items.c.id))
_OF_TASK = Statement(
    _ITEMS.select(items.c.task_id == bindparam("task_id"), items.c.unlinked_at.is_(None)).order_by(items.c.id)
)
_LINK_OF = Statement(
    _ITEMS.select(
        items.c.job_id == bindparam("job_id"),
        items.c.task_id == bindparam("task_id"),
        items.c.unlinked_at.is_(None),
    )
)
_LINK_BETWEEN = Statement(
    _ITEMS.select(
        items.c.job_id == bindparam("job_id"),
        items.c.linked_job_id == bindparam("linked_job_id"),
        items.c.unlinked_at.is_(None),
    )
)
# The job's lock is what its items change under; what is read before it was held may be old.
_TO_REMIND_OF = Statement(
    select(items.c.job_id, items.c.id)
    .join(jobs, and_(jobs.c.firm_id == items.c.firm_id, jobs.c.id == items.c.job_id))
    .where(
        items.c.firm_id == bindparam("firm_id"),
        items.c.remind_at.is_not(None),
        items.c.remind_at <= bindparam("now", type_=items.c.remind_at.type),
        items.c.resolved_at.is_(None),
        items.c.unlinked_at.is_(None),
    )
    .order_by(items.c.remind_at, items.c.id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(of=jobs, skip_locked=True)
)


class ItemRepository(Repository[LinkedItem]):
    """What is attached to jobs."""

    store = _ITEMS

    async def of_visit(self, visit_id: UUID) -> Sequence[LinkedItem]:
        """The items in the scope of a visit, unlinked ones too."""
        return await self._all(_OF_VISIT, visit_id=visit_id)

    async def of_task(self, task_id: UUID) -> Sequence[LinkedItem]:
        """Where a task is linked now."""
        return await self._all(_OF_TASK, task_id=task_id)

    async def link_of(self, job_id: UUID, task_id: UUID) -> LinkedItem | None:
        """The task's present link to the job."""
        return await self._one(_LINK_OF, job_id=job_id, task_id=task_id)

    async def link_between(self, job_id: UUID, linked_job_id: UUID) -> LinkedItem | None:
        """The other job's present link to the job."""
        found = await self._all(_LINK_BETWEEN, job_id=job_id, linked_job_id=linked_job_id)
        return next(iter(found), None)

    async def to_remind_of(self, now: datetime, limit: int) -> Sequence[tuple[UUID, UUID]]:
        """Items that hold a job and whose reminder is due, with their jobs before them. The jobs are locked; those that
        another is at are left to it.
        """
        rows = await self._rows(_TO_REMIND_OF, now=now, most=limit)
        return [(row["job_id"], row["id"]) for row in rows]
