"""What use-cases need to know of jobs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.accounts.custom_field import Value
from domain.jobs.model import Job
from domain.jobs.visit import StageVisit
from domain.pipelines.conditions import Facts
from domain.pipelines.model import Pipeline
from domain.shared.calendar import Calendar
from domain.shared.ports import Repository
from domain.shared.rights import Rights

InOrder = tuple[datetime, UUID]
"""Where a job stands in the order of creation."""


@dataclass(slots=True)
class JobAtHand:
    """A job locked for change, with what the rules look at. The pipeline is for reading."""

    job: Job
    visit: StageVisit
    pipeline: Pipeline
    account_id: UUID
    account_name: str
    account_type: str
    account_tag_ids: frozenset[UUID]
    account_member_ids: Collection[UUID]
    grace_seconds: int
    calendar: Calendar
    account_custom_fields: Mapping[str, Value]

    @property
    def time_zone(self) -> str:
        """The firm's."""
        return self.calendar.time_zone

    @property
    def scope_id(self) -> UUID:
        """The stay that what is linked now belongs to: in the custom status, if the job has one, else in the stage."""
        return self.job.status_visit_id or self.visit.id

    def facts(self) -> Facts:
        """What conditions look at."""
        return Facts(
            tag_ids=self.account_tag_ids,
            account_type=self.account_type,
            priority=self.job.priority,
            assignee_ids=frozenset(self.job.assignee_ids),
            custom_fields=self.account_custom_fields,
        )


class Jobs(Repository[Job], Protocol):
    """The firm's jobs."""

    async def at_hand(self, job_id: UUID) -> JobAtHand:
        """The job with its present visit, pipeline and account, in one query, locked.

        Raises NotFound.
        """
        ...

    async def visible(self, job_id: UUID, rights: Rights) -> bool:
        """Whether someone with these rights sees the job."""
        ...

    async def reloaded(self, job_id: UUID) -> Job:
        """The job as it is in the database now, after a nested part changed it."""
        ...

    async def facts(self, job_id: UUID, *, naming: Collection[UUID]) -> Facts:
        """What conditions look at, as it is in the database now, with the names of the tags, members and custom fields
        in `naming`.
        """
        ...

    async def names(self, ids: Collection[UUID]) -> Mapping[UUID, str]:
        """The names of tags, members and custom fields, by id."""
        ...

    async def count_standing(self, stage_id: UUID, *, locked: bool) -> int:
        """How many jobs that are not archived stand in the stage; `locked`: nobody else enters it until commit."""
        ...

    async def lock_all(self, job_ids: Iterable[UUID]) -> None:
        """Lock those that exist, in one order for all who do this."""
        ...

    async def lock_accounts(self, job_ids: Iterable[UUID]) -> None:
        """Lock the accounts of these jobs, in one order for all who do this."""
        ...

    async def overdue(self, limit: int) -> Sequence[Job]:
        """Some active jobs whose due date is over and was not told of, locked; those that another is at are left to it."""
        ...

    async def over_limit(self, limit: int) -> Sequence[Job]:
        """The same of jobs that are over the time limit of their stage."""
        ...

    async def with_status(self, status_id: UUID) -> Sequence[Job]:
        """All jobs that have a custom status, locked."""
        ...

    async def with_client_status(self, client_status_id: UUID) -> Sequence[Job]:
        """All jobs that have a client-facing status and are not archived, locked."""
        ...

    async def standing_in(self, stage_id: UUID) -> Sequence[Job]:
        """All jobs standing in a stage, archived ones too, locked."""
        ...

    async def open_after(self, pipeline_id: UUID, after: InOrder, limit: int) -> Sequence[InOrder]:
        """The next jobs of a pipeline that are not archived, in their order."""
        ...

    async def all_locked(self, job_ids: Collection[UUID]) -> Sequence[Job]:
        """Those that exist, locked in one order for all who do this."""
        ...


class Visits(Repository[StageVisit], Protocol):
    """The stays of jobs in stages."""

    async def of_root(self, job_id: UUID, root_id: UUID) -> Sequence[StageVisit]:
        """The visits of a job that one root event led to and that were not undone, oldest first."""
        ...

    async def wanting(self, stage_id: UUID) -> Sequence[UUID]:
        """The jobs that automove would bring into the stage if its requirements were met, longest waiting first."""
        ...

    async def wanting_in(self, pipeline_id: UUID) -> Sequence[UUID]:
        """The same for all stages of a pipeline."""
        ...

    async def has_been(self, job_id: UUID, stage_id: UUID) -> bool:
        """Whether the job ever was in the stage (moves that were undone don't count)."""
        ...

    async def entered_before(self, visit: StageVisit) -> bool:
        """Whether the job had been in the visit's stage or status before (moves that were undone don't count)."""
        ...
