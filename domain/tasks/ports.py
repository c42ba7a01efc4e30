"""What use-cases need to know of tasks."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from domain.shared.ports import Repository
from domain.tasks.model import Task


class Tasks(Repository[Task], Protocol):
    """The firm's tasks; deleted ones are not found."""

    async def open_of_job(self, job_id: UUID) -> Sequence[Task]:
        """The job's tasks that are neither completed nor canceled, oldest first."""
        ...

    async def overdue(self, limit: int) -> Sequence[Task]:
        """Some open tasks whose due date is over and was not told of, locked; those that another is at are
        left to it.
        """
        ...

    async def follow(self, job_id: UUID, pipeline_id: UUID) -> None:
        """The job went to this pipeline: its tasks show on that board from now on."""
        ...

    async def made_by(self, task_id: UUID, member_id: UUID | None) -> bool:
        """Whether this member made the task, themselves or by an API key of theirs."""
        ...
