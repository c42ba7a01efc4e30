"""The checklist of a task: add a line, change or move it, take it out."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from domain.shared.context import Context
from domain.shared.errors import NotFound, RuleViolation
from domain.tasks.model import Task
from domain.tasks.subtask import MOST, Subtask
from domain.tasks.update_task import check_changeable
from domain.unit_of_work import UnitOfWork


class TooManySubtasks(RuleViolation):
    """The checklist is full."""

    code = "too_many_subtasks"


async def add_subtask(
    task_id: UUID, title: str, uow: UnitOfWork, context: Context, *, position: int | None = None
) -> dict[str, object]:
    """A new line at the position, or after the others.

    Raises NotFound, Forbidden, TooManySubtasks.
    """
    async with uow:
        task = await _changeable(task_id, uow, context)
        if len(task.subtasks) >= MOST:
            raise TooManySubtasks(f"“{task.title}” has {MOST} subtasks already, which is the most.")
        added = Subtask(context.new_id(), title)
        lines = list(task.subtasks)
        lines.insert(len(lines) if position is None else position, added)
        told = _put(task, lines, added, context)
        await uow.commit(told)
    return told


async def change_subtask(
    task_id: UUID, subtask_id: UUID, values: Mapping[str, object], uow: UnitOfWork, context: Context
) -> dict[str, object]:
    """Set its title, whether it is done, and its position: 0 is the first, one past the end is the last.

    Raises NotFound, Forbidden.
    """
    async with uow:
        task = await _changeable(task_id, uow, context)
        was = _found(task, subtask_id)
        changed = replace(
            was, title=str(values.get("title", was.title)), done=bool(values.get("done", was.done))
        )
        lines = [one for one in task.subtasks if one is not was]
        place = values.get("position", task.subtasks.index(was))
        assert isinstance(place, int)
        lines.insert(place, changed)
        told = _put(task, lines, changed, context)
        await uow.commit(told)
    return told


async def remove_subtask(task_id: UUID, subtask_id: UUID, uow: UnitOfWork, context: Context) -> None:
    """Take it out of the list.

    Raises NotFound, Forbidden.
    """
    async with uow:
        task = await _changeable(task_id, uow, context)
        gone = _found(task, subtask_id)
        task.change({"subtasks": [one for one in task.subtasks if one is not gone]}, context)
        await uow.commit()


async def _changeable(task_id: UUID, uow: UnitOfWork, context: Context) -> Task:
    task = await uow.tasks.locked(task_id)
    await check_changeable(task, uow, context)
    return task


def _found(task: Task, subtask_id: UUID) -> Subtask:
    for one in task.subtasks:
        if one.id == subtask_id:
            return one
    raise NotFound("subtask")


def _put(task: Task, lines: list[Subtask], shown: Subtask, context: Context) -> dict[str, object]:
    task.change({"subtasks": lines}, context)
    return {**shown.view(), "position": lines.index(shown)}
