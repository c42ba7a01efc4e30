"""What can happen to a job."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from domain.jobs.place import Place
from domain.pipelines.model import CustomStatus, Pipeline, Stage
from domain.shared.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class JobCreated(Event):
    """A job began its trip in a stage."""

    type = "job.created"
    drained = True

    stage_id: UUID
    stage_name: str
    visit_id: UUID
    override_reason: str | None = None

    def data(self) -> Mapping[str, object]:
        """Where it began; and why its requirements were overridden, if they were."""
        return {
            "to_stage": {"id": self.stage_id, "name": self.stage_name},
            "visit_id": self.visit_id,
            **({"override_reason": self.override_reason} if self.override_reason else {}),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStageChanged(Event):
    """A job left one stage and entered another."""

    type = "job.stage_changed"
    drained = True

    from_stage_id: UUID
    from_stage_name: str
    to_stage_id: UUID
    to_stage_name: str
    visit_id: UUID
    reason: str
    override_reason: str | None = None

    def data(self) -> Mapping[str, object]:
        """From where to where, in which visit, and why."""
        return {
            "from_stage": {"id": self.from_stage_id, "name": self.from_stage_name},
            "to_stage": {"id": self.to_stage_id, "name": self.to_stage_name},
            "visit_id": self.visit_id,
            "reason": self.reason,
            **({"override_reason": self.override_reason} if self.override_reason else {}),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class JobTransferred(Event):
    """A job left its pipeline and entered a stage of another one; a custom status that it had ended."""

    type = "job.transferred"
    drained = True

    left: Place
    entered: Place
    visit_id: UUID
    reason: str
    override_reason: str | None = None
    ended_status: CustomStatus | None = None

    @property
    def left_board_id(self) -> UUID:
        """The board that the job left."""
        return self.left.pipeline.id

    def data(self) -> Mapping[str, object]:
        """From where to where, in which visit, and why."""
        ended = self.ended_status
        return {
            **_way(self.left, self.entered),
            "visit_id": self.visit_id,
            "reason": self.reason,
            **({"override_reason": self.override_reason} if self.override_reason else {}),
            **({"ended_status": {"id": ended.id, "name": ended.name}} if ended else {}),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class JobMoveUndone(Event):
    """A move or transfer was taken back within its hold."""

    type = "job.move_undone"
    drained = True  # it made room in the stage that it left

    left: Place
    entered: Place

    @property
    def left_board_id(self) -> UUID | None:
        """The board that the job left, if it returned to another pipeline."""
        return None if self.left.pipeline.id == self.entered.pipeline.id else self.left.pipeline.id

    def data(self) -> Mapping[str, object]:
        """From where the job returned to where."""
        return _way(self.left, self.entered)


def _way(left: Place, entered: Place) -> Mapping[str, object]:
    """From where to where; the pipelines are told where they are two."""
    way = {"from_stage": _named(left.stage), "to_stage": _named(entered.stage)}
    if left.pipeline.id == entered.pipeline.id:
        return way
    return {"from_pipeline": _named(left.pipeline), "to_pipeline": _named(entered.pipeline), **way}


def _named(thing: Pipeline | Stage) -> Mapping[str, object]:
    return {"id": thing.id, "name": thing.name}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobUpdated(Event):
    """Some fields of a job changed."""

    type = "job.updated"
    drained = True  # a job that a requirement held may go on now

    fields: tuple[str, ...]

    def data(self) -> Mapping[str, object]:
        """Which fields."""
        return {"fields": self.fields}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobCompleted(Event):
    """A job was marked completed."""

    type = "job.completed"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobReopened(Event):
    """A completed or archived job is active again."""

    type = "job.reopened"
    drained = True


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStatusChanged(Event):
    """A job was given a custom status, or is active again after one."""

    type = "job.status_changed"
    drained = True

    status_name: str
    status_id: UUID | None = None
    visit_id: UUID | None = None

    def data(self) -> Mapping[str, object]:
        """Which status, and the stay in it that begins."""
        return {"status": {"id": self.status_id, "name": self.status_name}, "visit_id": self.visit_id}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobArchived(Event):
    """A job left the board and keeps all its data."""

    type = "job.archived"
    drained = True  # it made room in its stage


@dataclass(frozen=True, slots=True, kw_only=True)
class JobAssigned(Event):
    """Members were made responsible for a job, when it was created or later."""

    type = "job.assigned"
    in_history = False  # what created or changed the job is told there

    added: tuple[UUID, ...]

    def data(self) -> Mapping[str, object]:
        """Whom."""
        return {"added": self.added}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobOverdue(Event):
    """The due date of an active job is over, in the firm's time zone. Told once for each due date."""

    type = "job.overdue"

    due_date: date

    def data(self) -> Mapping[str, object]:
        """Which date."""
        return {"due_date": self.due_date}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStageOverdue(Event):
    """A job stays in its stage for longer than the stage's time limit. Told once for each stay."""

    type = "job.stage_overdue"

    stage_id: UUID
    visit_id: UUID
    limit_at: datetime

    def data(self) -> Mapping[str, object]:
        """In which stage and stay, and since when."""
        return {"stage_id": self.stage_id, "visit_id": self.visit_id, "limit_at": self.limit_at}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobEventNews(Event):
    """What became of an event of this job that automations could not work off."""

    event_id: UUID
    event_type: str

    def data(self) -> Mapping[str, object]:
        """Which event."""
        return {"event_id": self.event_id, "event_type": self.event_type}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobEventParked(JobEventNews):
    """It failed again and again, and waits for a person."""

    type = "job.event_parked"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobEventRetried(JobEventNews):
    """Somebody asked to try it again."""

    type = "job.event_retried"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRunRetried(Event):
    """Somebody asked to try a failed run again."""

    type = "job.run_retried"
    drained = True

    run_id: UUID

    def data(self) -> Mapping[str, object]:
        """Which run."""
        return {"run_id": self.run_id}
