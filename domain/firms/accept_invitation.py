"""Join a firm by the link of an invitation."""

from dataclasses import dataclass

from domain.firms.events import MemberJoined
from domain.firms.model import Firm, Invitation, Member
from domain.firms.ports import PasswordHasher
from domain.firms.set_up_firm import check_password
from domain.firms.tokens import hashed
from domain.shared.context import Actor, Context
from domain.shared.errors import NotFound
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptInvitation:
    """The token of the link, and how the new member signs in from now on."""

    token: str
    name: str
    password: str


async def look_up_invitation(token: str, uow: UnitOfWork, context: Context) -> tuple[Firm, Invitation]:
    """The invitation of a link and its firm.

    Raises NotFound: used, withdrawn, expired and unknown are one answer.
    """
    async with uow:
        return await uow.firms.current(), await _valid(token, uow, context)


async def accept_invitation(
    command: AcceptInvitation, hasher: PasswordHasher, uow: UnitOfWork, context: Context
) -> Member:
    """Become a member; the link works once.

    Raises NotFound, Invalid, Conflict when the address signs in already.
    """
    check_password(command.password)
    async with uow:
        await _valid(command.token, uow, context)
    password_hash = await hasher.hash(command.password)  # slow: not while the invitation is locked
    async with uow:
        invitation = await _valid(command.token, uow, context)
        invitation.accepted_at = context.now
        member = Member(
            firm_id=context.firm_id,
            id=context.new_id(),
            name=command.name,
            email=invitation.email,
            role=invitation.role,
            permissions=list(invitation.permissions),
            password_hash=password_hash,
            created_at=context.now,
            updated_at=context.now,
        )
        uow.members.add(member)
        member.record(MemberJoined(), context.acting_as(Actor("member", member.id, member.name)))
        await uow.commit(member)
    return member


async def _valid(token: str, uow: UnitOfWork, context: Context) -> Invitation:
    invitation = await uow.invitations.by_token_hash(hashed(token))
    if invitation is None or invitation.accepted_at is not None or invitation.expires_at <= context.now:
        raise NotFound("invitation")
    return invitation
