"""What use-cases need to know of pipelines."""

from collections.abc import Mapping, Sequence
from typing import Protocol
from uuid import UUID

from domain.pipelines.model import Automation, CustomStatus, Pipeline, PipelineRevision, Stage
from domain.shared.ports import Repository


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

    def add_stage(self, stage: Stage) -> None:
        """Store a new stage at commit."""
        ...

    def add_status(self, status: CustomStatus) -> None:
        """Store a new custom status at commit."""
        ...

    def add_automation(self, automation: Automation) -> None:
        """Store a new automation at commit."""
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

    def permission(self, automation: Automation) -> str | None:
        """What whoever saves the automation must be permitted."""
        ...

    def leads_to(self, automation: Automation) -> UUID | None:
        """The stage or custom status that its action brings the job to, if it does."""
        ...

    def sentence(self, automation: Automation) -> str:
        """What the automation does, in words."""
        ...
