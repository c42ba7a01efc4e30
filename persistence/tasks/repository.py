"""Tasks, stored."""

from uuid import UUID

from sqlalchemy import bindparam

from domain.tasks.model import Task
from persistence.repository import Repository, Store
from persistence.statement import Statement
from persistence.tasks.tables import tasks

_TASKS = Store(Task, tasks)
_BY_ID = _TASKS.select(tasks.c.id == bindparam("id"), tasks.c.deleted_at.is_(None))
_GET = Statement(_BY_ID)
_LOCKED = Statement(_BY_ID.with_for_update())


class TaskRepository(Repository[Task]):
    """The firm's tasks; deleted ones are not found."""

    store = _TASKS

    async def get(self, id: UUID) -> Task:  # noqa: A002 - the product's word
        """The task with this id.

        Raises NotFound.
        """
        return self._found(await self._one(_GET, id=id))

    async def locked(self, id: UUID) -> Task:  # noqa: A002
        """The same; nobody else changes it until commit.

        Raises NotFound.
        """
        return self._found(await self._one(_LOCKED, id=id))
