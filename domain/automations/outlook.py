"""What a plan knows of a job and its firm: plain values alone, so that whoever holds an outlook can't change anything."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from domain.accounts.recipient import Recipient
from domain.automations.code_values import Values, job_code_values
from domain.automations.offsets import TODAY, Dates, offset
from domain.pipelines.conditions import Facts
from domain.pipelines.model import Pipeline, Stage
from domain.pipelines.requirements import Arrival, Mode, Unmet
from domain.pipelines.trigger import Moments
from domain.shared.calendar import Calendar
from domain.shared.errors import NotFound
from domain.shared.period import Period

NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is foretold: what it is about, and the words."""

    label: str
    text: str

    def view(self) -> dict[str, object]:
        """Its public form."""
        return {"label": self.label, "text": self.text}


@dataclass(frozen=True, slots=True)
class Person:
    """A member by name; `active` is false for who has left."""

    name: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class OtherPipeline:
    """Another pipeline, as a job comes to it."""

    name: str
    archived: bool = False
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """The job, its account and the firm as they are at `now`, or as automations will have left them.

    `roles` is who has which account role in the account, `access` who sees it. Of the firm's names only those are
    there that the automations at hand speak of. `standing` counts the jobs of stages that have a limit. `entered_at` is
    when the job came to its stage; None when it comes now.
    """

    now: datetime
    facts: Facts
    entered_at: datetime | None = None
    account_name: str = ""
    account_number: str | None = None
    fields: Values = field(default_factory=dict)
    job_name: str = ""
    status: str = "active"
    status_id: UUID | None = None
    stage_id: UUID | None = None
    assignee_ids: tuple[UUID, ...] = ()
    start_date: date | None = None
    due_date: date | None = None
    internal_deadline: date | None = None
    description: str = ""
    period: Period | None = None
    open_tasks: tuple[str, ...] = ()
    access: tuple[UUID, ...] = ()
    roles: Mapping[UUID, tuple[UUID, ...]] = field(default_factory=dict)
    recipients: tuple[Recipient, ...] = ()
    calendar: Calendar = field(default_factory=Calendar)
    firm_name: str | None = None
    people: Mapping[UUID, Person] = field(default_factory=dict)
    role_names: Mapping[UUID, str] = field(default_factory=dict)
    stages: Mapping[UUID, Stage] = field(default_factory=dict)
    status_names: Mapping[UUID, str] = field(default_factory=dict)
    pipelines: Mapping[UUID, OtherPipeline] = field(default_factory=dict)
    client_statuses: Mapping[UUID, str] = field(default_factory=dict)
    standing: Mapping[UUID, int] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The firm's day."""
        return self.calendar.today(self.now)

    def at(self, now: datetime) -> Self:
        """The same at another time, in the same stage."""
        return replace(self, now=now, entered_at=self.entered_at or self.now)

    def within(self, pipeline: Pipeline) -> Self:
        """The same with the places of the pipeline."""
        stages = {stage.id: stage for stage in pipeline.stages}
        return replace(self, stages=stages, status_names={one.id: one.name for one in pipeline.statuses})

    def with_job(self, **values: Any) -> Self:
        """The job with these fields; conditions see them too."""
        seen = {name: values.pop(name) for name in ("priority",) if name in values}
        if "assignee_ids" in values:
            seen["assignee_ids"] = frozenset(values["assignee_ids"])
        return replace(self, facts=replace(self.facts, **seen), **values)

    def left(self, stage_id: UUID) -> Self:
        """The job stands in this stage no more."""
        standing = {id_: count - (id_ == stage_id) for id_, count in self.standing.items()}
        return replace(self, standing=standing)

    def stage(self, stage_id: UUID) -> Stage | None:
        """A stage of this or one of the other pipelines."""
        others = (
            stage for other in self.pipelines.values() for stage in other.stages if stage.id == stage_id
        )
        return self.stages.get(stage_id) or next(others, None)

    @property
    def dates(self) -> Dates:
        """What dates may be counted from."""
        return {
            TODAY: self.today,
            "entered": self.calendar.today(self.entered_at or self.now),
            "start_date": self.start_date,
            "due_date": self.due_date,
            "internal_deadline": self.internal_deadline,
        }

    def due(self, amount: int | None, unit: str, since: str = TODAY) -> date | None:
        """The day that lies so far from another one.

        Raises DateIsNotSet, RuleViolation when there is no such day.
        """
        return None if amount is None else offset(amount, unit, since, self.dates, self.calendar)

    def values(self) -> Values:
        """What the shortcodes of texts about the job stand for."""
        return job_code_values(
            today=self.today,
            account_name=self.account_name,
            account_number=self.account_number,
            account_type=self.facts.account_type,
            firm_name=self.firm_name,
            job_name=self.job_name,
            due_date=self.due_date,
            assignees=(self.people[one].name for one in self.assignee_ids if one in self.people),
            period=self.period,
            fields=self.fields,
        )

    def moments(self, stage: Stage | None) -> Moments:
        """What timed automations of a stay that begins now count from."""
        return Moments(
            now=self.now,
            entered_at=self.now,
            limit_amount=stage.limit_amount if stage else None,
            limit_unit=stage.limit_unit if stage else "days",
            due_date=self.due_date,
            calendar=self.calendar,
        )

    def chosen(self, member_ids: Iterable[str], role_ids: Iterable[str]) -> tuple[UUID, ...]:
        """The members that settings name, and those who have the roles in the account, each once."""
        people = [UUID(member) for member in member_ids]
        people += [member for role in role_ids for member in self.roles.get(UUID(role), ())]
        return tuple(dict.fromkeys(people))

    def names(self, member_ids: Iterable[UUID], role_ids: Iterable[str] = ()) -> str:
        """Who that is, and which of the roles nobody has."""
        found = [self.people[one].name for one in member_ids if one in self.people]
        empty = [self.role_names.get(UUID(role), "…") for role in role_ids if not self.roles.get(UUID(role))]
        said = [", ".join(found)] if found else []
        said += [f"nobody has the role {name}" for name in empty]
        return "; ".join(said) or NOBODY

    def check_people(self, member_ids: Iterable[UUID]) -> None:
        """They exist.

        Raises NotFound.
        """
        if any(one not in self.people for one in member_ids):
            raise NotFound("member")

    def tag_names(self, tag_ids: Collection[UUID]) -> str:
        """The tags by name, in the order of the alphabet."""
        return ", ".join(sorted(self.facts.names.get(tag, "a deleted tag") for tag in tag_ids))

    def unmet(self, stage: Stage) -> list[Unmet]:
        """What of the stage's requirements would refuse the job when a machine brings it: nobody is asked then, and
        no permission is held.
        """
        return [one for one in self.unmet_by_a_person(stage) if one.mode is Mode.BLOCK]

    def unmet_by_a_person(self, stage: Stage) -> list[Unmet]:
        """What of the stage's requirements does not hold, with what would only be asked."""
        arrival = Arrival(
            values={
                "assignee_ids": self.assignee_ids,
                "start_date": self.start_date,
                "due_date": self.due_date,
                "internal_deadline": self.internal_deadline,
                "description": self.description,
            },
            open_tasks=self.open_tasks,
            standing=self.standing.get(stage.id, 0),
        )
        judged = [one.judge(arrival) for one in stage.requirements]
        judged += [stage.wip_limit.judge(arrival)] if stage.wip_limit else []
        return [one for one in judged if one is not None]
