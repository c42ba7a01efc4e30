"""Make or change the job that has an id in another system."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.jobs.create_jobs import CreateJobs, create_jobs
from domain.jobs.model import Job
from domain.jobs.update_job import update_job
from domain.shared.context import Context
from domain.shared.errors import RuleViolation
from domain.shared.external_refs import with_ref
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class UpsertJob:
    """The id in the other system, what a new job is like and where it begins, and what is said of one that is there, by
    field: that one stays where it is. An `url` of None leaves the address of the id as it is.
    """

    system: str
    ref: str
    new: CreateJobs
    values: Mapping[str, object]
    url: str | None = None


async def upsert_job(command: UpsertJob, uow: UnitOfWork, context: Context) -> tuple[Job, bool]:
    """The job, and whether it is new. Done twice it is as if done once.

    Raises what creating and changing raise, RuleViolation when the job is another account's, Conflict when somebody
    makes it at the same moment.
    """
    async with uow:
        found = await uow.external_refs.find("job", command.system, command.ref)
        if found is None:
            refs = with_ref((), command.system, command.ref, command.url)
            new = replace(command.new, external_refs=tuple(refs))
            [job] = await create_jobs(new, uow.nested(), context)
        else:
            present = await uow.jobs.get(found)
            refs = with_ref(present.external_refs, command.system, command.ref, command.url)
            values = {**command.values, "external_refs": refs}
            job = await update_job(found, values, uow.nested(), context)
            if command.new.account_ids != (job.account_id,):
                sentence = f"“{job.name}” has this id, and is a job of another account."
                raise RuleViolation(sentence, code="account_differs", details={"job_id": job.id})
        await uow.commit()
    return job, found is None
