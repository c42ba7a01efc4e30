"""Pipelines: a template and a board at once."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from domain.pipelines.conditions import Condition, Facts, all_hold, named_in
from domain.pipelines.requirements import Requirement, WipLimit
from domain.pipelines.trigger import ENTERED, Trigger
from domain.shared.calendar import Calendar
from domain.shared.context import Actor
from domain.shared.entity import Entity, Record
from domain.shared.errors import NotFound, RuleViolation


class PipelineStatus(StrEnum):
    """Archived pipelines take no new jobs and keep everything."""

    ACTIVE = "active"
    ARCHIVED = "archived"


class OnFailure(StrEnum):
    """What follows an automation's failure."""

    GO_ON = "go_on"
    STOP_THE_REST = "stop_the_rest"


class Repeat(StrEnum):
    """On which visits of a job to the stage an automation runs."""

    EVERY_VISIT = "every_visit"
    FIRST_VISIT = "first_visit"


@dataclass(slots=True, kw_only=True)
class Automation(Record):
    """When a job enters this stage, or is given this custom status, and the conditions hold, do this action."""

    kind: ClassVar[str] = "automation"

    pipeline_id: UUID
    stage_id: UUID | None
    position: int
    action: str
    status_id: UUID | None = None
    settings: dict[str, object] = field(default_factory=dict)
    conditions: list[Condition] = field(default_factory=list)
    on_failure: OnFailure = OnFailure.GO_ON
    repeat: Repeat = Repeat.EVERY_VISIT
    trigger: Trigger = ENTERED
    enabled: bool = True
    author_id: UUID | None = None
    removed_at: datetime | None = None

    def named(self) -> list[UUID]:
        """The tags, members and custom fields that its conditions speak of."""
        return named_in(self.conditions)

    def view(self) -> dict[str, object]:
        """The public object."""
        return {
            "id": self.id,
            "action": self.action,
            "settings": self.settings,
            "conditions": [condition.view() for condition in self.conditions],
            "on_failure": self.on_failure,
            "repeat": self.repeat,
            "trigger": self.trigger.view(),
            "enabled": self.enabled,
        }


@dataclass(slots=True, kw_only=True)
class Stage(Record):
    """A step of a pipeline, a column of its board. The limit counts `limit_unit`s (days or business_days)."""

    kind: ClassVar[str] = "stage"

    pipeline_id: UUID
    position: int
    name: str
    color: str = "blue"
    automove: bool = False
    conditions: list[Condition] = field(default_factory=list)
    limit_amount: int | None = None
    limit_unit: str = "days"
    requirements: list[Requirement] = field(default_factory=list)
    wip_limit: WipLimit | None = None
    removed_at: datetime | None = None

    def named(self) -> list[UUID]:
        """The tags, members and custom fields that its entry conditions speak of."""
        return named_in(self.conditions)

    @property
    def asks(self) -> bool:
        """Whether it has anything to be met before a job enters."""
        return bool(self.requirements) or self.wip_limit is not None

    def limit_at(self, entered_at: datetime, calendar: Calendar) -> datetime | None:
        """When a job that came at `entered_at` is over the time limit; None when there is none."""
        if self.limit_amount is None:
            return None
        return calendar.same_time(entered_at, self.limit_amount, self.limit_unit)

    def view(self) -> dict[str, object]:
        """The public object, without its automations."""
        limit = {"amount": self.limit_amount, "unit": self.limit_unit} if self.limit_amount else None
        return {
            "id": self.id,
            "pipeline_id": self.pipeline_id,
            "name": self.name,
            "color": self.color,
            "position": self.position,
            "automove": self.automove,
            "conditions": [condition.view() for condition in self.conditions],
            "limit": limit,
            "requirements": [requirement.view() for requirement in self.requirements],
            "wip_limit": self.wip_limit.view() if self.wip_limit else None,
        }


@dataclass(slots=True, kw_only=True)
class CustomStatus(Record):
    """A job status of one pipeline: on hold, missing information. While a job has it, its stage's automove is suspended;
    with its own automove the job is active again when the status's action items are resolved.
    """

    kind: ClassVar[str] = "status"

    pipeline_id: UUID
    position: int
    name: str
    color: str = "slate"
    automove: bool = False
    removed_at: datetime | None = None

    def view(self) -> dict[str, object]:
        """The public object, without its automations."""
        return {
            "id": self.id,
            "pipeline_id": self.pipeline_id,
            "name": self.name,
            "color": self.color,
            "position": self.position,
            "automove": self.automove,
        }


@dataclass(slots=True, kw_only=True)
class Pipeline(Entity):
    """A pipeline with its stages in order. `visible_to` None means every member."""

    kind: ClassVar[str] = "pipeline"

    name: str
    status: PipelineStatus = PipelineStatus.ACTIVE
    settings: dict[str, object] = field(default_factory=dict)
    visible_to: list[UUID] | None = None
    revision: int = 1
    deleted_at: datetime | None = None
    stages: list[Stage] = field(default_factory=list)
    automations: list[Automation] = field(default_factory=list)
    statuses: list[CustomStatus] = field(default_factory=list)

    def stage(self, stage_id: UUID) -> Stage:
        """The stage with this id.

        Raises NotFound.
        """
        for stage in self.stages:
            if stage.id == stage_id:
                return stage
        raise NotFound("stage")

    def custom_status(self, status_id: UUID) -> CustomStatus:
        """The custom status with this id.

        Raises NotFound.
        """
        for status in self.statuses:
            if status.id == status_id:
                return status
        raise NotFound("status")

    def automations_of(self, owner_id: UUID) -> list[Automation]:
        """The automations of a stage or custom status, in list order."""
        return [a for a in self.automations if owner_id in (a.stage_id, a.status_id)]

    def next_eligible(self, stage_id: UUID, facts: Facts) -> Stage | None:
        """Where automove goes: the first later stage whose conditions hold; the last always is (§7.4)."""
        later = [stage for stage in self.stages if stage.position > self.stage(stage_id).position]
        for stage in later[:-1]:
            if all_hold(stage.conditions, facts):
                return stage
        return later[-1] if later else None

    def check_shape(self) -> None:
        """First and last stage take no conditions, the last no automove (§3).

        Raises RuleViolation.
        """
        if not self.stages:
            raise RuleViolation("A pipeline needs at least one stage.", code="pipeline_needs_stages")
        first, last = self.stages[0], self.stages[-1]
        for stage, which in ((first, "first"), (last, "last")):
            if stage.conditions:
                raise RuleViolation(
                    f"The {which} stage can't have entry conditions; “{stage.name}” has some.",
                    code=f"{which}_stage_has_conditions",
                    details={"stage_id": stage.id},
                )
        if last.automove:
            raise RuleViolation(
                f"The last stage can't move jobs on by itself; switch automove off for “{last.name}”.",
                code="last_stage_has_automove",
                details={"stage_id": last.id},
            )

    def renumber(self) -> None:
        """Positions follow the order of the list."""
        for position, stage in enumerate(self.stages):
            stage.position = position
        for position, status in enumerate(self.statuses):
            status.position = position

    def view(self) -> dict[str, object]:
        """The public object with stages and automations."""
        return {
            "id": self.id,
            "version": self.version,
            "name": self.name,
            "status": self.status,
            "revision": self.revision,
            "settings": self.settings,
            "visible_to": self.visible_to,
            "stages": [
                {**stage.view(), "automations": [a.view() for a in self.automations_of(stage.id)]}
                for stage in self.stages
            ],
            "statuses": [
                {**status.view(), "automations": [a.view() for a in self.automations_of(status.id)]}
                for status in self.statuses
            ],
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        }


@dataclass(slots=True, kw_only=True)
class PipelineRevision(Record):
    """What a pipeline was after one save: who, when, what changed."""

    kind: ClassVar[str] = "pipeline_revision"

    pipeline_id: UUID
    revision: int
    changed_at: datetime
    changed_by: Actor
    changes: list[str]
    snapshot: dict[str, object]
