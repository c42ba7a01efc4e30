"""A member changes their own password."""

from dataclasses import dataclass
from uuid import UUID

from domain.firms.events import PasswordChanged
from domain.firms.ports import PasswordHasher
from domain.firms.set_up_firm import check_password
from domain.shared.context import Context
from domain.shared.errors import Fault, Invalid, NotFound
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePassword:
    """The present password proves who asks; the session that asks goes on."""

    member_id: UUID
    session_id: UUID
    current: str
    new: str


async def change_password(
    command: ChangePassword, hasher: PasswordHasher, uow: UnitOfWork, context: Context
) -> None:
    """Store the new password and end the member's other sessions in the same transaction.

    Raises Invalid.
    """
    check_password(command.new, "/new_password")
    async with uow:
        member = await uow.members.get(command.member_id)
    if not await hasher.verify(command.current, member.password_hash):
        sentence = "This is not your present password."
        raise Invalid([Fault("/current_password", "password_wrong", sentence)])
    new_hash = await hasher.hash(command.new)
    async with uow:
        member = await uow.members.locked(command.member_id)
        member.password_hash = new_hash
        member.record(PasswordChanged(), context)
        await uow.sessions.end_all_of(command.member_id, besides=command.session_id)
        await uow.commit()


async def end_session(session_id: UUID, member_id: UUID, uow: UnitOfWork) -> None:
    """End one of one's own sessions.

    Raises NotFound, for those of others too.
    """
    async with uow:
        session = await uow.sessions.get(session_id)
        if session.member_id != member_id:
            raise NotFound("session")
        uow.sessions.remove(session)
        await uow.commit()
