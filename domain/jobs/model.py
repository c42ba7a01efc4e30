"""Jobs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from domain.jobs.events import (
    JobArchived,
    JobAssigned,
    JobCompleted,
    JobCreated,
    JobMoveUndone,
    JobOverdue,
    JobReopened,
    JobStageChanged,
    JobStageOverdue,
    JobStatusChanged,
    JobTransferred,
    JobUpdated,
)
from domain.jobs.place import Place
from domain.jobs.visit import Entry, StageVisit, VisitReason
from domain.pipelines.model import CustomStatus, Stage
from domain.shared.calendar import Calendar
from domain.shared.context import Context
from domain.shared.entity import Entity
from domain.shared.errors import RuleViolation
from domain.shared.events import Event
from domain.shared.period import Period


class JobStatus(StrEnum):
    """The second axis, beside the stage. `custom` is one of the pipeline's own, named by the job's `status_id`."""

    ACTIVE = "active"
    COMPLETED = "completed"
    ARCHIVED = "archived"
    CUSTOM = "custom"


class Priority(StrEnum):
    """How urgent it is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    URGENT = "urgent"


_STATUS_EVENT: Mapping[JobStatus, type[Event]] = {
    JobStatus.ACTIVE: JobReopened,
    JobStatus.COMPLETED: JobCompleted,
    JobStatus.ARCHIVED: JobArchived,
}


class JobIsArchived(RuleViolation):
    """An archived job stays where it is until it is reopened."""

    code = "job_is_archived"

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is archived. Reopen it first.")


@dataclass(slots=True, kw_only=True)
class Job(Entity):
    """One trip of one account's work through a pipeline. `limit_at`: from when on it is over its stage's time limit.

    The fields that begin with client_ are what its client sees of it, if it is shown to them at all. `overdue_told` is the
    due date of which it was told that it is over, `limit_told` the stay of which it was told that it takes too long.
    """

    kind: ClassVar[str] = "job"

    account_id: UUID
    pipeline_id: UUID
    stage_id: UUID
    visit_id: UUID
    name: str
    entered_stage_at: datetime
    limit_at: datetime | None = None
    status: JobStatus = JobStatus.ACTIVE
    status_id: UUID | None = None
    status_visit_id: UUID | None = None
    priority: Priority = Priority.MEDIUM
    assignee_ids: list[UUID] = field(default_factory=list)
    start_date: date | None = None
    due_date: date | None = None
    internal_deadline: date | None = None
    description: str = ""
    period: Period | None = None
    completed_at: datetime | None = None
    external_refs: list[dict[str, str]] = field(default_factory=list)
    client_shown: bool = False
    client_name: str | None = None
    client_status_id: UUID | None = None
    client_description: str | None = None
    overdue_told: date | None = None
    limit_told: UUID | None = None

    def begin(self, stage: Stage, context: Context, override_reason: str | None = None) -> StageVisit:
        """The first visit of a new job; its creation is the news that automations hear."""
        event = JobCreated(
            stage_id=stage.id,
            stage_name=stage.name,
            visit_id=self.visit_id,
            override_reason=override_reason,
        )
        recorded = self.record(event, context)
        self._tell_assigned((), context)
        return StageVisit(
            firm_id=self.firm_id,
            id=self.visit_id,
            job_id=self.id,
            stage_id=stage.id,
            entered_at=context.now,
            entered_by=context.actor,
            reason=VisitReason.CREATED,
            root_id=context.cause.root_id or recorded.id,
            override_reason=override_reason,
        )

    def enter(
        self, stage: Stage, left: StageVisit, left_stage: Stage, entry: Entry, context: Context
    ) -> StageVisit:
        """Leave the visit `left` and enter `stage`.

        Raises JobIsArchived.
        """
        if self.status is JobStatus.ARCHIVED:
            raise JobIsArchived(self.name)
        visit_id = context.new_id()
        event = JobStageChanged(
            from_stage_id=left_stage.id,
            from_stage_name=left_stage.name,
            to_stage_id=stage.id,
            to_stage_name=stage.name,
            visit_id=visit_id,
            reason=entry.reason,
            override_reason=entry.override_reason,
        )
        recorded = self.record(event, context)
        return self._begin_visit(visit_id, stage, left, recorded.id, entry, context)

    def transfer(
        self, to: Place, left: StageVisit, former: Place, entry: Entry, context: Context
    ) -> StageVisit:
        """Leave the visit `left` and the pipeline, and enter a stage of another one. A custom status ends: it is active.

        Raises JobIsArchived.
        """
        if self.status is JobStatus.ARCHIVED:
            raise JobIsArchived(self.name)
        visit_id = context.new_id()
        event = JobTransferred(
            left=former,
            entered=to,
            visit_id=visit_id,
            reason=entry.reason,
            override_reason=entry.override_reason,
            ended_status=former.pipeline.custom_status(self.status_id) if self.status_id else None,
        )
        recorded = self.record(event, context)
        visit = self._begin_visit(visit_id, to.stage, left, recorded.id, entry, context)
        visit.ended_status_visit_id = self.status_visit_id
        self.pipeline_id = to.pipeline.id
        self.drop_status()
        return visit

    def drop_status(self) -> None:
        """A custom status means nothing in another pipeline: without it the job is active."""
        if self.status is JobStatus.CUSTOM:
            self.status, self.status_id, self.status_visit_id = JobStatus.ACTIVE, None, None

    def resume_status(self, stay: StageVisit) -> None:
        """Have the custom status of a former stay again, as if it had not ended."""
        stay.go_on()
        self.status, self.status_id, self.status_visit_id = JobStatus.CUSTOM, stay.status_id, stay.id

    def _begin_visit(
        self, visit_id: UUID, stage: Stage, left: StageVisit, event_id: UUID, entry: Entry, context: Context
    ) -> StageVisit:
        self.stage_id, self.visit_id = stage.id, visit_id
        self._enter_at(context.now, stage, entry.calendar)
        left.leave(context)
        return StageVisit(
            firm_id=self.firm_id,
            id=visit_id,
            job_id=self.id,
            stage_id=stage.id,
            entered_at=context.now,
            entered_by=context.actor,
            reason=entry.reason,
            root_id=context.cause.root_id or event_id,
            from_stage_id=left.stage_id,
            previous_visit_id=left.id,
            operation_id=entry.operation_id,
            undo_until=entry.undo_until,
            skipped_automations=list(entry.skipped_automations),
            override_reason=entry.override_reason,
        )

    def rehome(
        self, stage: Stage, left: StageVisit, left_stage: Stage, entry: Entry, context: Context
    ) -> StageVisit:
        """Stand in `stage` because the former one was removed: an edit, so archived jobs too, and nothing fires."""
        status, self.status = self.status, JobStatus.ACTIVE
        visit = self.enter(stage, left, left_stage, entry, context)
        visit.ran_at = context.now
        self.status = status
        return visit

    def return_to(
        self, former: StageVisit, back: Place, left: Place, calendar: Calendar, context: Context
    ) -> None:
        """Be back in a former visit, as if the moves since had not been."""
        former.go_on()
        self.pipeline_id = back.pipeline.id
        self.stage_id, self.visit_id = former.stage_id, former.id
        self._enter_at(former.entered_at, back.stage, calendar)
        self.record(JobMoveUndone(left=left, entered=back), context)

    def _enter_at(self, entered_at: datetime, stage: Stage, calendar: Calendar) -> None:
        self.entered_stage_at, self.limit_at = entered_at, stage.limit_at(entered_at, calendar)

    def set_status(self, status: JobStatus, context: Context) -> bool:
        """Complete, archive or reopen; tells whether anything changed. A custom status ends with it."""
        if status is self.status:
            return False
        was_custom = self.status is JobStatus.CUSTOM
        self.status, self.status_id, self.status_visit_id = status, None, None
        if status is JobStatus.COMPLETED:
            self.completed_at = context.now
        elif status is JobStatus.ACTIVE:
            self.completed_at = None
        if was_custom and status is JobStatus.ACTIVE:
            self.record(JobStatusChanged(status_name="active"), context)
        else:
            self.record(_STATUS_EVENT[status](), context)
        return True

    def give_status(self, status: CustomStatus, context: Context) -> StageVisit:
        """Give it a custom status; it stays in its stage."""
        visit_id = context.new_id()
        event = JobStatusChanged(status_name=status.name, status_id=status.id, visit_id=visit_id)
        recorded = self.record(event, context)
        self.status, self.status_id, self.status_visit_id = JobStatus.CUSTOM, status.id, visit_id
        self.completed_at = None
        return StageVisit(
            firm_id=self.firm_id,
            id=visit_id,
            job_id=self.id,
            stage_id=self.stage_id,
            status_id=status.id,
            entered_at=context.now,
            entered_by=context.actor,
            reason=VisitReason.STATUS,
            root_id=context.cause.root_id or recorded.id,
        )

    def change(self, values: Mapping[str, object], context: Context) -> bool:
        """Set fields by name; tells whether anything changed."""
        changed = [name for name, value in values.items() if getattr(self, name) != value]
        former = tuple(self.assignee_ids)
        for name in changed:
            setattr(self, name, values[name])
        if changed:
            self.record(JobUpdated(fields=tuple(changed)), context)
            self._tell_assigned(former, context)
        return bool(changed)

    def _tell_assigned(self, former: Collection[UUID], context: Context) -> None:
        """Who is responsible for it now and was not before."""
        added = tuple(one for one in self.assignee_ids if one not in former)
        if added:
            self.record(JobAssigned(added=added), context)

    def fall_overdue(self, context: Context) -> None:
        """Its due date is over: this is told once for each date."""
        assert self.due_date is not None
        self.overdue_told = self.due_date
        self.record(JobOverdue(due_date=self.due_date), context)

    def pass_limit(self, context: Context) -> None:
        """It stays in its stage for longer than that's time limit: this is told once for each stay."""
        assert self.limit_at is not None
        self.limit_told = self.visit_id
        event = JobStageOverdue(stage_id=self.stage_id, visit_id=self.visit_id, limit_at=self.limit_at)
        self.record(event, context)

    @property
    def board_id(self) -> UUID:
        """Its pipeline's board shows it."""
        return self.pipeline_id

    @property
    def history_job_id(self) -> UUID:
        """Its own history."""
        return self.id

    def view(self) -> dict[str, object]:
        """The public object."""
        return {
            "id": self.id,
            "version": self.version,
            "name": self.name,
            "account_id": self.account_id,
            "pipeline_id": self.pipeline_id,
            "stage_id": self.stage_id,
            "visit_id": self.visit_id,
            "status": self.status,
            "status_id": self.status_id,
            "status_visit_id": self.status_visit_id,
            "priority": self.priority,
            "assignee_ids": self.assignee_ids,
            "start_date": self.start_date,
            "due_date": self.due_date,
            "internal_deadline": self.internal_deadline,
            "description": self.description,
            "period": self.period.view() if self.period else None,
            "entered_stage_at": self.entered_stage_at,
            "limit_at": self.limit_at,
            "completed_at": self.completed_at,
            "external_refs": self.external_refs,
            "client_shown": self.client_shown,
            "client_name": self.client_name,
            "client_status_id": self.client_status_id,
            "client_description": self.client_description,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        }
