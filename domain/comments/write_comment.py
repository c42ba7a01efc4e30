"""Write about a job."""

from collections.abc import Iterable
from uuid import UUID

from domain.comments.mention import check_mentions, check_seen, tell_mentioned
from domain.comments.model import Comment
from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork


async def write_comment(
    job_id: UUID, text: str, mention_ids: Iterable[UUID], uow: UnitOfWork, context: Context
) -> Comment:
    """Add the comment; those it mentions are told.

    Raises NotFound, MentionIsNotSeen.
    """
    async with uow:
        await check_seen(job_id, context.rights, uow)
        mentioned = list(dict.fromkeys(mention_ids))
        await check_mentions(mentioned, job_id, uow)
        comment = Comment(
            firm_id=context.firm_id,
            id=context.new_id(),
            created_at=context.now,
            updated_at=context.now,
            job_id=job_id,
            author=context.actor,
            text=text,
            mention_ids=mentioned,
        )
        comment.begin(context)
        uow.comments.add(comment)
        await tell_mentioned(comment, mentioned, uow, context)
        await uow.commit(comment)
    return comment
