"""What use-cases need to know of runs."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.automations.run import Run, RunState
from domain.shared.context import Context
from domain.shared.ports import Repository


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The newest run of an automation, and how many succeeded and stand failed of those made lately."""

    run_id: UUID
    state: RunState
    at: datetime
    succeeded: int
    failed: int


class Runs(Repository[Run], Protocol):
    """The ledger of runs."""

    async def claim(self, runs: Sequence[Run], context: Context) -> Collection[UUID]:
        """Enter runs into the ledger; tells which are new. The others were considered before."""
        ...

    async def jobs_of(self, run_ids: Collection[UUID]) -> Mapping[UUID, UUID]:
        """The jobs of those of the runs that exist."""
        ...

    async def of_visit(self, visit_id: UUID) -> Sequence[Run]:
        """The runs of a visit, in order."""
        ...

    async def waiting_for_time(self, job_id: UUID) -> Sequence[Run]:
        """The timed runs of a job whose time has not come, locked."""
        ...

    async def timed_in(self, visit_ids: Collection[UUID], reasons: Collection[str]) -> Sequence[Run]:
        """The timed runs of visits that wait for their time, or were cancelled for one of the reasons, locked."""
        ...

    async def cancelled_in(self, visit_id: UUID) -> Sequence[Run]:
        """The timed runs of a visit that were cancelled, locked."""
        ...

    async def come_due(self, now: datetime, limit: int) -> Sequence[Run]:
        """Timed runs of the firm whose time has come, locked; those that another is at are left to it."""
        ...

    async def of_root(self, job_id: UUID, root_id: UUID) -> Sequence[Run]:
        """The runs of a job that one root event led to, newest first, locked."""
        ...

    async def count_of_job(self, job_id: UUID, since: datetime) -> int:
        """How many runs of a job were considered since then."""
        ...

    async def count_of_root(self, root_id: UUID) -> int:
        """How many runs one root event led to."""
        ...

    async def tallies(self, pipeline_id: UUID, *, since: datetime) -> Mapping[UUID, Tally]:
        """How the automations of a pipeline fared since then, by their ids; those that never ran are left out."""
        ...
