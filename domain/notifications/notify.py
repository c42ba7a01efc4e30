"""Tell members something, once."""

from collections.abc import Iterable
from uuid import UUID

from domain.firms.model import Role
from domain.notifications.model import Notification
from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork


async def notify(
    member_ids: Iterable[UUID], key: str, text: str, uow: UnitOfWork, context: Context, *, job_id: UUID | None
) -> list[Notification]:
    """Tell each active member of these who was not told the same `key` before. The commit is the caller's."""
    known = await uow.notifications.told(key)
    active = {member.id for member in await uow.members.active()}
    wanted = [one for one in dict.fromkeys(member_ids) if one in active and one not in known]
    return [_tell(member_id, key, text, uow, context, job_id) for member_id in wanted]


async def in_charge(assignee_ids: Iterable[UUID], uow: UnitOfWork) -> list[UUID]:
    """Who is told about a job: its assignees; owner and admins when it has none."""
    members = {member.id: member for member in await uow.members.active()}
    assigned = [one for one in assignee_ids if one in members]
    return assigned or [one.id for one in members.values() if one.role in (Role.OWNER, Role.ADMIN)]


def _tell(
    member_id: UUID, key: str, text: str, uow: UnitOfWork, context: Context, job_id: UUID | None
) -> Notification:
    told = Notification(
        firm_id=context.firm_id,
        id=context.new_id(),
        created_at=context.now,
        updated_at=context.now,
        member_id=member_id,
        key=key,
        text=text,
        job_id=job_id,
    )
    told.begin(context)
    uow.notifications.add(told)
    return told
