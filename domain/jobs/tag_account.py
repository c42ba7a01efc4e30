"""Put tags on the account of a job, and take tags off it."""

from uuid import UUID

from domain.accounts.set_account_tags import change_named_tags
from domain.jobs.model import Job
from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork


async def tag_account(
    job_id: UUID, add: tuple[str, ...], remove: tuple[str, ...], uow: UnitOfWork, context: Context
) -> Job:
    """Put tags, by names or ids, on the job's account and take others off. The job is as it was.

    Raises NotFound, Forbidden.
    """
    async with uow:
        at_hand = await uow.jobs.at_hand(job_id)
        context.rights.check_job(at_hand.pipeline.visible_to, at_hand.account_member_ids)
        await change_named_tags(at_hand.account_id, add, remove, uow.nested(), context)
        await uow.commit(at_hand.job)
    return at_hand.job
