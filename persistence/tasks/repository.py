"""Tasks, stored."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import bindparam, text, update

from domain.tasks.model import RESOLVED, Task
from persistence.overdue import overdue, today
from persistence.repository import Repository, Store
from persistence.statement import Statement
from persistence.tasks.created_by import CREATED_BY
from persistence.tasks.tables import TASK_UNTOLD, tasks

_TASKS = Store(Task, tasks)
_BY_ID = _TASKS.select(tasks.c.id == bindparam("id"), tasks.c.deleted_at.is_(None))
_GET = Statement(_BY_ID)
_LOCKED = Statement(_BY_ID.with_for_update())
_OPEN_OF_JOB = Statement(
    _TASKS.select(
        tasks.c.job_id == bindparam("job_id"),
        tasks.c.deleted_at.is_(None),
        *(tasks.c.status != str(status) for status in sorted(RESOLVED)),
    ).order_by(tasks.c.created_at, tasks.c.id)
)
_OVERDUE = overdue(
    _TASKS.select(TASK_UNTOLD, tasks.c.due_date < today()).order_by(tasks.c.due_date, tasks.c.id)
)
_FOLLOW = Statement(
    update(tasks)
    .where(tasks.c.firm_id == bindparam("firm_id"), tasks.c.job_id == bindparam("job_id"))
    .values(pipeline_id=bindparam("to_id"))
    .returning(tasks.c.id)
)
_MADE_BY = Statement(
    text(f"""SELECT EXISTS (SELECT 1 FROM tasks t
        WHERE t.firm_id = :firm_id AND t.id = :id AND {CREATED_BY} = CAST(:member_id AS text))""")
)


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

    async def overdue(self, limit: int) -> Sequence[Task]:
        """Some open tasks whose due date is over and was not told of, locked; those that another is at are left to it."""
        return await self._all(_OVERDUE, most=limit)

    async def open_of_job(self, job_id: UUID) -> Sequence[Task]:
        """The job's tasks that are neither completed nor canceled, oldest first."""
        return await self._all(_OPEN_OF_JOB, job_id=job_id)

    async def follow(self, job_id: UUID, pipeline_id: UUID) -> None:
        """The job went to this pipeline: its tasks show on that board from now on."""
        await self._run(_FOLLOW, job_id=job_id, to_id=pipeline_id)

    async def made_by(self, task_id: UUID, member_id: UUID | None) -> bool:
        """Whether this member made the task, themselves or by an API key of theirs."""
        rows = await self._rows(_MADE_BY, id=task_id, member_id=None if member_id is None else str(member_id))
        return bool(rows[0][0])
