"""Tasks, as requests and answers have them."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from api.paging import Paging
from api.schemas import Answer, Body, Day, Entity, Flag, Ids, Name, Priority, Whole, Words
from domain.tasks.subtask import MOST

Status = Literal["planned", "in_progress", "in_review", "waiting", "completed", "canceled"]


Place = Annotated[Whole, Field(ge=0, le=MOST)]


class NewTask(Body):
    """A task, alone or for an account or a job; one of a job holds the job's present stage. `role_ids` are account roles:
    whoever has them for the account is assigned too. `subtasks` are the titles of its checklist.
    """

    title: Name
    description: Words = ""
    account_id: UUID | None = None
    job_id: UUID | None = None
    status: Status = "planned"
    priority: Priority = "medium"
    assignee_ids: Ids = []
    role_ids: Annotated[list[UUID], Field(max_length=100)] = []
    tag_ids: Annotated[list[UUID], Field(max_length=100)] = []
    subtasks: Annotated[list[Name], Field(max_length=MOST)] = []
    start_date: Day | None = None
    due_date: Day | None = None


class TaskChange(Body):
    """Only what is sent is changed."""

    title: Name = ""
    description: Words = ""
    status: Status = "planned"
    priority: Priority = "medium"
    assignee_ids: Ids = []
    tag_ids: Annotated[list[UUID], Field(max_length=100)] = []
    start_date: Day | None = None
    due_date: Day | None = None


class NewSubtask(Body):
    """A line of the checklist, at the position or after the others."""

    title: Name
    position: Place | None = None


class SubtaskChange(Body):
    """Only what is sent is changed; `position` moves it."""

    title: Name = ""
    done: Flag = False
    position: Place = 0


class SubtaskAnswer(Answer):
    """A line of the checklist; the first has position 0."""

    id: UUID
    title: str
    done: bool
    position: int


class TaskAnswer(Entity):
    """A to-do of the firm's members. The names, and `created_by`, are told where a task is asked for by itself."""

    title: str
    description: str
    account_id: UUID | None
    job_id: UUID | None
    status: str
    priority: str
    assignee_ids: list[UUID]
    tag_ids: list[UUID]
    subtasks: list[SubtaskAnswer]
    start_date: date | None
    due_date: date | None
    completed_at: datetime | None
    run_id: UUID | None
    job_name: str | None = None
    account_name: str | None = None
    pipeline_id: UUID | None = None
    created_by: UUID | None = None


class TaskFilters(Paging):
    """Which tasks, in which order. `status` may be given several times."""

    sort: Literal["-created_at", "created_at", "due_date", "-due_date", "title"] = "-created_at"
    job_id: UUID | None = None
    account_id: UUID | None = None
    assignee_id: UUID | None = None
    tag: Annotated[str, Field(max_length=200)] | None = None
    status: Annotated[list[Status] | None, Field(max_length=6)] = None
    q: Annotated[str, Field(max_length=200)] | None = None
    due_date_lt: Annotated[Day | None, Field(alias="due_date[lt]")] = None
    due_date_lte: Annotated[Day | None, Field(alias="due_date[lte]")] = None
    due_date_gt: Annotated[Day | None, Field(alias="due_date[gt]")] = None
    due_date_gte: Annotated[Day | None, Field(alias="due_date[gte]")] = None
