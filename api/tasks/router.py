"""Tasks."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.answers import entity_answer
from api.caller import Me
from api.documented import READ, READ_ONE, WRITE
from api.idempotency import answer_once
from api.lists import list_answer, single_answer
from api.schemas import Page
from api.tasks.schemas import NewTask, TaskAnswer, TaskChange, TaskFilters
from domain.tasks.create_task import CreateTask, create_task
from domain.tasks.delete_task import delete_task
from domain.tasks.model import Task, TaskStatus
from domain.tasks.update_task import update_task
from persistence.jobs.reader import viewer
from persistence.tasks.reader import one_task, tasks_listing

router = APIRouter(prefix="/v1/tasks", tags=["tasks"])


@router.get(
    "", operation_id="list_tasks", summary="List tasks", response_model=Page[TaskAnswer], responses=READ
)
async def list_tasks(me: Me, filters: Annotated[TaskFilters, Query()]) -> Response:
    """Newest first, unless `sort` says otherwise."""
    wanted = {**filters.model_dump(), **viewer(me.rights)}
    return await list_answer(me, tasks_listing, filters, wanted, filters.sort)


@router.post(
    "",
    operation_id="create_task",
    summary="Create a task",
    status_code=201,
    response_model=TaskAnswer,
    responses=WRITE,
)
async def post_task(me: Me, body: NewTask) -> Response:
    """One of a job becomes an action item of the job's present visit."""
    command = CreateTask(
        title=body.title,
        description=body.description,
        account_id=body.account_id,
        job_id=body.job_id,
        status=TaskStatus(body.status),
        priority=body.priority,
        assignee_ids=tuple(body.assignee_ids),
        role_ids=tuple(body.role_ids),
        tag_ids=tuple(body.tag_ids),
        subtasks=tuple(body.subtasks),
        start_date=body.start_date,
        due_date=body.due_date,
    )
    context = me.context()
    return await answer_once(me, 201, lambda uow: create_task(command, uow, context), Task.view)


@router.get(
    "/{task_id}", operation_id="get_task", summary="One task", response_model=TaskAnswer, responses=READ_ONE
)
async def get_task(me: Me, task_id: UUID) -> Response:
    """With the names of its job and account, and who made it."""
    return await single_answer(me, one_task, {"task_id": task_id, **viewer(me.rights)}, "task")


@router.patch(
    "/{task_id}",
    operation_id="update_task",
    summary="Change a task",
    response_model=TaskAnswer,
    responses=WRITE,
)
async def patch_task(me: Me, task_id: UUID, body: TaskChange) -> Response:
    """Completing or canceling it resolves it as an action item: its job may move on by itself. One that only others have
    and somebody else made needs the permission manage_tasks_of_others.
    """
    task = await update_task(
        task_id, body.given(), me.uow(), me.context(), expected_version=me.expected_version("task")
    )
    return entity_answer(task.view())


@router.delete(
    "/{task_id}", operation_id="delete_task", summary="Delete a task", status_code=204, responses=WRITE
)
async def remove_task(me: Me, task_id: UUID) -> Response:
    """It stops holding its job; history keeps it. Needs what changing it needs."""
    await delete_task(task_id, me.uow(), me.context())
    return Response(status_code=204)
