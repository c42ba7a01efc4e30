"""Remove a client-facing status from the firm's list; what clients see changes only as the firm says."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.client_statuses.events import ClientStatusDeleted
from domain.client_statuses.model import ClientStatus
from domain.jobs.model import Job
from domain.shared.context import Context
from domain.shared.errors import Fault, Invalid, RuleViolation
from domain.unit_of_work import UnitOfWork


class ClientStatusInUse(RuleViolation):
    """Clients see it, or automations give it."""

    code = "client_status_in_use"

    def __init__(self, sentence: str, *, jobs: int, pipelines: Sequence[str]) -> None:
        super().__init__(sentence, details={"jobs": jobs, "pipelines": list(pipelines)})


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveClientStatus:
    """Which one. With `replaced`, the jobs that have it get `jobs_to` instead, or none."""

    status_id: UUID
    replaced: bool = False
    jobs_to: UUID | None = None


async def remove_client_status(command: RemoveClientStatus, uow: UnitOfWork, context: Context) -> None:
    """Take it out of the list. Archived jobs keep it; one that automations give stays.

    Raises Forbidden, NotFound, ClientStatusInUse, Invalid when jobs are to get the one that goes.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        # Jobs first, like whoever gives it to one; then those that were given it while this one waited for the status.
        await uow.jobs.with_client_status(command.status_id)
        status = await uow.client_statuses.locked(command.status_id)
        jobs = await uow.jobs.with_client_status(command.status_id)
        _check(status, jobs, await uow.client_statuses.used_by_pipelines(status.id), command)
        if command.jobs_to is not None:
            await uow.client_statuses.held(command.jobs_to)
        for job in jobs:
            job.change({"client_status_id": command.jobs_to}, context)
        status.removed_at = context.now
        status.record(ClientStatusDeleted(), context)
        await uow.commit()


def _check(
    status: ClientStatus, jobs: Sequence[Job], using: Sequence[str], command: RemoveClientStatus
) -> None:
    if using:
        sentence = (
            f"Automations of {', '.join(using)} give jobs the status “{status.name}”. Change them first."
        )
        raise ClientStatusInUse(sentence, jobs=len(jobs), pipelines=using)
    if jobs and not command.replaced:
        sentence = f"{len(jobs)} job(s) have the status “{status.name}”. Say what they get instead."
        raise ClientStatusInUse(sentence, jobs=len(jobs), pipelines=())
    if command.jobs_to == status.id:
        raise Invalid([Fault("jobs_to", "status_is_removed", "The jobs must get another status.")])
