"""Mentions: who is named in a comment is told so, once."""

from collections.abc import Collection
from uuid import UUID

from domain.comments.model import Comment
from domain.firms.model import MemberStatus
from domain.notifications.notify import notify
from domain.shared.context import Context
from domain.shared.errors import NotFound, RuleViolation
from domain.shared.rights import Rights
from domain.unit_of_work import UnitOfWork

_QUOTED = 200


class MentionIsNotSeen(RuleViolation):
    """Who does not see the job can't be mentioned there: nothing of the job may reach them."""

    code = "mention_is_not_seen"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} does not see this job, so a mention would not reach them.")


async def check_seen(job_id: UUID, rights: Rights, uow: UnitOfWork) -> None:
    """Comments are seen and written with the job.

    Raises NotFound.
    """
    if rights.everything:
        await uow.jobs.get(job_id)
    elif not await uow.jobs.visible(job_id, rights):
        raise NotFound("job")


async def check_mentions(ids: Collection[UUID], job_id: UUID, uow: UnitOfWork) -> None:
    """Everybody who is mentioned works in the firm and sees the job.

    Raises NotFound, MentionIsNotSeen.
    """
    for member in await uow.members.many(ids):
        rights = Rights(member.manages_firm, member.id, frozenset(member.permissions))
        sees = rights.everything or await uow.jobs.visible(job_id, rights)
        if member.status is MemberStatus.REMOVED or not sees:
            raise MentionIsNotSeen(member.name)


async def tell_mentioned(comment: Comment, ids: Collection[UUID], uow: UnitOfWork, context: Context) -> None:
    """Those who are mentioned find it in their inbox, once for each comment; nobody is told what they wrote."""
    words = comment.text if len(comment.text) <= _QUOTED else f"{comment.text[:_QUOTED].rstrip()}…"
    sentence = f"{comment.author.name} mentioned you in a comment: “{words}”"
    others = [id_ for id_ in ids if id_ != comment.author.id]
    await notify(others, f"mention:{comment.id}", sentence, uow, context, job_id=comment.job_id)
