"""What use-cases need to know of linked items."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.items.model import LinkedItem
from domain.shared.ports import Repository


class Items(Repository[LinkedItem], Protocol):
    """What is attached to jobs."""

    async def of_visit(self, visit_id: UUID) -> Sequence[LinkedItem]:
        """The items in the scope of a visit, unlinked ones too."""
        ...

    async def of_task(self, task_id: UUID) -> Sequence[LinkedItem]:
        """Where a task is linked now."""
        ...

    async def link_of(self, job_id: UUID, task_id: UUID) -> LinkedItem | None:
        """The task's present link to the job."""
        ...

    async def link_between(self, job_id: UUID, linked_job_id: UUID) -> LinkedItem | None:
        """The other job's present link to the job."""
        ...

    async def to_remind_of(self, now: datetime, limit: int) -> Sequence[tuple[UUID, UUID]]:
        """Items that hold a job and whose reminder is due, with their jobs before them. The jobs are locked; those that
        another is at are left to it.
        """
        ...
