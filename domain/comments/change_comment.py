"""Change or delete a comment of one's own."""

from collections.abc import Iterable
from uuid import UUID

from domain.comments.mention import check_mentions, check_seen, tell_mentioned
from domain.comments.model import Comment
from domain.shared.context import Context
from domain.shared.errors import NotFound, StaleVersion
from domain.unit_of_work import UnitOfWork


async def change_comment(
    job_id: UUID,
    comment_id: UUID,
    uow: UnitOfWork,
    context: Context,
    *,
    text: str | None = None,
    mention_ids: Iterable[UUID] | None = None,
    expected_version: int | None = None,
) -> Comment:
    """Other words, other mentions; None leaves them. Who was told of it before is not told again.

    Raises NotFound, CommentIsOfAnother, MentionIsNotSeen, StaleVersion.
    """
    async with uow:
        comment = await _own(job_id, comment_id, uow, context)
        if expected_version not in (None, comment.version):
            raise StaleVersion("comment", comment.version)
        mentioned = comment.mention_ids if mention_ids is None else list(dict.fromkeys(mention_ids))
        new = comment.change(comment.text if text is None else text, mentioned, context)
        await check_mentions(new, job_id, uow)
        await tell_mentioned(comment, new, uow, context)
        await uow.commit(comment)
    return comment


async def delete_comment(job_id: UUID, comment_id: UUID, uow: UnitOfWork, context: Context) -> None:
    """Take it away; history says that there was one.

    Raises NotFound, CommentIsOfAnother.
    """
    async with uow:
        (await _own(job_id, comment_id, uow, context)).delete(context)
        await uow.commit()


async def _own(job_id: UUID, comment_id: UUID, uow: UnitOfWork, context: Context) -> Comment:
    await check_seen(job_id, context.rights, uow)
    comment = await uow.comments.locked(comment_id)
    if comment.job_id != job_id:
        raise NotFound("comment")
    comment.check_author(context)
    return comment
