"""What belongs to a job, as requests and answers have it."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import model_validator

from api.schemas import Answer, Body, Flag, Name, Who, Words


class Link(Body):
    """What to attach: a task, another job, or a note with its `title` and `text`; to the present stage visit or custom status:
    to the status, if the job has one, unless said.
    """

    task_id: UUID | None = None
    job_id: UUID | None = None
    title: Name | None = None
    text: Words = ""
    scope: Literal["stage", "status"] | None = None

    @model_validator(mode="after")
    def one(self) -> "Link":
        """One of the three."""
        if [self.task_id, self.job_id, self.title].count(None) != 2:
            raise ValueError("give task_id, job_id, or a title with the text of a note")
        if self.text and self.title is None:
            raise ValueError("only a note has a text")
        return self


class ReplyChange(Body):
    """Only what is sent is changed: whether the reply came, whether reminders are sent."""

    answered: Flag = False
    reminders_on: Flag = False


class ItemAnswer(Answer):
    """Something attached to a job."""

    id: UUID
    job_id: UUID
    visit_id: UUID
    type: str
    task_id: UUID | None
    action_item: bool
    linked_job_id: UUID | None = None
    title: str | None = None
    text: str | None = None
    task_status: str | None = None
    task_due_date: date | None = None
    task_assignee_ids: list[UUID] | None = None
    in_present_visit: bool = True
    left_behind: bool = False
    of_status: bool = False
    linked_at: datetime
    linked_by: Who
    resolved_at: datetime | None
    resolution: str | None
    reopened_at: datetime | None = None
    unlinked_at: datetime | None
    run_id: UUID | None
    remind_at: datetime | None = None
    remind_after_days: int | None = None
    reminders_left: int = 0
    reminders_sent: int = 0


class VisitAnswer(Answer):
    """One stay of the job in a stage, or in a custom status."""

    id: UUID
    job_id: UUID
    stage_id: UUID
    stage_name: str
    status_id: UUID | None
    status_name: str | None
    override_reason: str | None
    from_stage_id: UUID | None
    entered_at: datetime
    left_at: datetime | None
    entered_by: Who
    left_by: Who | None
    reason: str
    undone_at: datetime | None


class HistoryAnswer(Answer):
    """One change: who, when, what, because of what. `changes` maps fields to [old, new]."""

    id: UUID
    type: str
    object_type: str
    object_id: UUID
    actor: Who
    occurred_at: datetime
    changes: dict[str, list[Any]]
    data: dict[str, Any]
    cause: dict[str, Any]
