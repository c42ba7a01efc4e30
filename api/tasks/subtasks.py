"""The checklist of a task."""

from uuid import UUID

import orjson
from fastapi import APIRouter, Response

from api.answers import view_answer
from api.caller import Me
from api.documented import READ_ONE, WRITE
from api.idempotency import answer_once
from api.schemas import Listed
from api.tasks.schemas import NewSubtask, SubtaskAnswer, SubtaskChange
from domain.shared.errors import NotFound
from domain.tasks.change_subtasks import add_subtask, change_subtask, remove_subtask
from persistence.jobs.reader import viewer
from persistence.tasks.reader import tasks_listing

router = APIRouter(prefix="/v1/tasks/{task_id}/subtasks", tags=["tasks"])


@router.get(
    "",
    operation_id="list_subtasks",
    summary="The checklist of a task",
    response_model=Listed[SubtaskAnswer],
    responses=READ_ONE,
)
async def get_subtasks(me: Me, task_id: UUID) -> Response:
    """All of them, in order."""
    async with me.services.database.reading(me.firm_id) as reading:
        row = await tasks_listing.one(reading, me.firm_id, {"task_id": task_id, **viewer(me.rights)})
    if row is None:
        raise NotFound("task")
    return view_answer({"data": orjson.loads(row)["subtasks"]})


@router.post(
    "",
    operation_id="add_subtask",
    summary="Add a subtask",
    status_code=201,
    response_model=SubtaskAnswer,
    responses=WRITE,
)
async def post_subtask(me: Me, task_id: UUID, body: NewSubtask) -> Response:
    """At the position, or after the others. Needs what changing the task needs."""
    context = me.context()
    return await answer_once(
        me, 201, lambda uow: add_subtask(task_id, body.title, uow, context, position=body.position), dict
    )


@router.patch(
    "/{subtask_id}",
    operation_id="update_subtask",
    summary="Tick, rename or move a subtask",
    response_model=SubtaskAnswer,
    responses=WRITE,
)
async def patch_subtask(me: Me, task_id: UUID, subtask_id: UUID, body: SubtaskChange) -> Response:
    """It never blocks its task, nor completes it."""
    return view_answer(await change_subtask(task_id, subtask_id, body.given(), me.uow(), me.context()))


@router.delete(
    "/{subtask_id}",
    operation_id="delete_subtask",
    summary="Delete a subtask",
    status_code=204,
    responses=WRITE,
)
async def remove(me: Me, task_id: UUID, subtask_id: UUID) -> Response:
    """The others keep their order."""
    await remove_subtask(task_id, subtask_id, me.uow(), me.context())
    return Response(status_code=204)
