"""Linked items, stored."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import bindparam

from domain.items.model import LinkedItem
from persistence.items.tables import items
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
