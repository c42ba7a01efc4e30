"""Complete, archive or reopen a job."""

from uuid import UUID

from domain.jobs.check_entry import check_room
from domain.jobs.model import Job, JobStatus
from domain.shared.context import Context
from domain.shared.errors import StaleVersion
from domain.unit_of_work import UnitOfWork


async def set_job_status(
    job_id: UUID,
    status: JobStatus,
    uow: UnitOfWork,
    context: Context,
    *,
    expected_version: int | None = None,
) -> Job:
    """Give the job the status; the same one again changes nothing.

    Raises NotFound, StaleVersion, RequirementsUnmet when it comes back to a full stage.
    """
    async with uow:
        at_hand = await uow.jobs.at_hand(job_id)
        context.rights.check_job(at_hand.pipeline.visible_to, at_hand.account_member_ids)
        if expected_version not in (None, at_hand.job.version):
            raise StaleVersion("job", at_hand.job.version)
        if at_hand.job.status is JobStatus.ARCHIVED and status is not JobStatus.ARCHIVED:
            await check_room(at_hand.pipeline.stage(at_hand.job.stage_id), uow, context)
        at_hand.job.set_status(status, context)
        await uow.commit(at_hand.job)
    return at_hand.job
