"""What use-cases need to know of pipelines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from domain.pipelines.model import Automation, CustomStatus, Pipeline, PipelineRevision, Stage
from domain.pipelines.replan import Replan
from domain.shared.ports import Repository


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A pipeline by its names: stages and custom statuses in order. `gone` when it was deleted."""

    id: UUID
    name: str
    gone: bool = False
    visible_to: Sequence[UUID] | None = None
    stages: tuple[tuple[UUID, str], ...] = ()
    statuses: tuple[tuple[UUID, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Removed:
    """What a pipeline once had: kept, so that a revision can bring it back with its ids."""

    stages: Sequence[Stage]
    statuses: Sequence[CustomStatus]
    automations: Sequence[Automation]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of an action. `refers_to` is the kind of thing whose ids it holds: tag, role, member,
    client_status, pipeline, stage, status; None when it holds none. `words` tell its choices.
    """

    name: str
    title: str
    refers_to: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)


class Pipelines(Repository[Pipeline], Protocol):
    """The firm's pipelines, with their stages and automations."""

    async def current(self, id: UUID, /) -> Pipeline:  # noqa: A002 - the product's word
        """The pipeline to read from; changes made to it are not stored.

        Raises NotFound.
        """
        ...

    async def of_stage(self, stage_id: UUID) -> Pipeline:
        """The pipeline that has this stage, locked for a change.

        Raises NotFound.
        """
        ...

    async def holding(self, stage_id: UUID) -> Pipeline:
        """The pipeline that has this stage, to read from; nobody saves or deletes it until commit.

        Raises NotFound.
        """
        ...

    async def of_status(self, status_id: UUID) -> Pipeline:
        """The pipeline that has this custom status, locked for a change.

        Raises NotFound.
        """
        ...

    async def automations_by(self, member_id: UUID) -> int:
        """How many automations a member saved that are switched on."""
        ...

    async def jobs_in(self, pipeline_id: UUID) -> Mapping[UUID, int]:
        """How many jobs stand in each stage, archived ones too."""
        ...

    async def names_taken(self) -> Sequence[str]:
        """The names of all pipelines."""
        ...

    async def outlines(self) -> Sequence[Outline]:
        """All pipelines by their names, deleted ones too, oldest first."""
        ...

    async def leading_to(self, pipeline_id: UUID) -> Sequence[Outline]:
        """The other pipelines whose automations bring or make jobs in this one."""
        ...

    async def removed_from(self, pipeline_id: UUID) -> Removed:
        """The stages, statuses and automations that were taken out of a pipeline, for a change."""
        ...

    async def revision(self, pipeline_id: UUID, number: int) -> PipelineRevision:
        """What the pipeline was after its save of this number.

        Raises NotFound.
        """
        ...

    def add_stage(self, stage: Stage) -> None:
        """Store a new stage at commit."""
        ...

    def add_status(self, status: CustomStatus) -> None:
        """Store a new custom status at commit."""
        ...

    def add_automation(self, automation: Automation) -> None:
        """Store a new automation at commit."""
        ...

    def tell(self, replan: Replan) -> None:
        """Tell what it recorded."""
        ...

    def add_revision(self, revision: PipelineRevision) -> None:
        """Store what the pipeline became."""
        ...


class ActionCatalogue(Protocol):
    """The actions that an automation may name; the registry of the automations knows them."""

    def check(self, automation: Automation, pipeline: Pipeline, pointer: str) -> None:
        """The action exists and its settings make sense.

        Raises Invalid.
        """
        ...

    def texts(self, automation: Automation) -> Mapping[str, str]:
        """Its settings that may hold shortcodes, by their names."""
        ...

    def client_statuses(self, automation: Automation) -> Mapping[str, str]:
        """Its settings that name a client-facing status by its id, by their names."""
        ...

    def check_elsewhere(self, automation: Automation, there: Pipeline | None, pointer: str) -> None:
        """What the settings say of another pipeline is so; `there` is that pipeline, if there is one.

        Raises Invalid.
        """
        ...

    def leads_into(self, automation: Automation) -> UUID | None:
        """The other pipeline that its action brings the job to, if it does."""
        ...

    def begins_in(self, automation: Automation) -> UUID | None:
        """The other pipeline in which its action begins a new job, if it does."""
        ...

    def begins_at(self, automation: Automation) -> UUID | None:
        """The stage in which its action begins a new job; None when it is the first one, or there is none."""
        ...

    def permission(self, automation: Automation) -> str | None:
        """What whoever saves the automation must be permitted."""
        ...

    def leads_to(self, automation: Automation) -> UUID | None:
        """The stage or custom status that its action brings the job to, if it does."""
        ...

    def sentence(self, automation: Automation) -> str:
        """What the automation does, in words."""
        ...

    def settings(self, action: str) -> Sequence[Setting]:
        """The settings of an action; none when there is no such action."""
        ...

    def describe(self, action: str, settings: Mapping[str, object]) -> str:
        """What an action with these settings does, in words, even when it can't be read any more."""
        ...
