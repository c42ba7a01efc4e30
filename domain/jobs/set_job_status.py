"""Complete, archive or reopen a job, or give it a custom status of its pipeline."""

from uuid import UUID

from domain.jobs.check_entry import check_room
from domain.jobs.model import Job, JobStatus
from domain.jobs.ports import JobAtHand
from domain.shared.context import Context
from domain.shared.errors import Fault, Invalid, StaleVersion
from domain.unit_of_work import UnitOfWork


async def set_job_status(
    job_id: UUID,
    status: JobStatus,
    uow: UnitOfWork,
    context: Context,
    *,
    status_id: UUID | None = None,
    expected_version: int | None = None,
) -> Job:
    """Give the job the status; the same one again changes nothing. `status_id` names a custom one.

    Raises NotFound, Invalid, StaleVersion, RequirementsUnmet when it comes back to a full stage.
    """
    if (status is JobStatus.CUSTOM) is not (status_id is not None):
        sentence = "Name a custom status by its id, and only such a one."
        raise Invalid([Fault("/status_id", "status_id_missing_or_too_much", sentence)])
    async with uow:
        at_hand = await uow.jobs.at_hand(job_id)
        context.rights.check_job(at_hand.pipeline.visible_to, at_hand.account_member_ids)
        if expected_version not in (None, at_hand.job.version):
            raise StaleVersion("job", at_hand.job.version)
        await change_status(at_hand, status, status_id, uow, context)
        await uow.commit(at_hand.job)
    return at_hand.job


async def change_status(
    at_hand: JobAtHand, status: JobStatus, status_id: UUID | None, uow: UnitOfWork, context: Context
) -> None:
    """The same for a job that is locked already; the commit is the caller's."""
    job = at_hand.job
    if (status, status_id) == (job.status, job.status_id):
        return
    if job.status is JobStatus.ARCHIVED:
        stage = at_hand.pipeline.stage(job.stage_id)
        await check_room(stage, uow, context)
        # While it was archived, the limit may have changed.
        job.limit_at = stage.limit_at(job.entered_stage_at, at_hand.calendar)
    if job.status_visit_id is not None:
        (await uow.visits.get(job.status_visit_id)).leave(context)
    if status_id is None:
        job.set_status(status, context)
    else:
        uow.visits.add(job.give_status(at_hand.pipeline.custom_status(status_id), context))
