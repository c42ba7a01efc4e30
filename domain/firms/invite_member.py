"""Invite somebody to join the firm, and take an invitation back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from domain.firms.events import InvitationWithdrawn, MemberInvited
from domain.firms.manage_members import check_manages, check_permissions
from domain.firms.model import Firm, Invitation, Role
from domain.firms.tokens import hashed, new_token
from domain.shared.context import Context
from domain.shared.effects import Effect
from domain.shared.errors import Conflict, RuleViolation
from domain.unit_of_work import UnitOfWork

VALID = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteMember:
    """Who is invited as what. `address` is where this server is reached, for the link."""

    email: str
    name: str
    role: Role
    permissions: Sequence[str] = ()
    address: str = ""


@dataclass(frozen=True, slots=True)
class Invited:
    """The invitation, and the link that accepts it; only the hash of its token is stored."""

    invitation: Invitation
    link: str


async def invite_member(command: InviteMember, uow: UnitOfWork, context: Context) -> Invited:
    """Write an invitation and mail its link. A former one to the same address ends. For owner and admins.

    Raises Forbidden, Invalid, RuleViolation for a second owner, Conflict when they are a member already.
    """
    check_manages(context)
    check_permissions(command.permissions)
    if command.role is Role.OWNER:
        raise RuleViolation("A firm has exactly one owner.", code="one_owner")
    token = new_token(context.firm_id)
    link = f"{command.address}/invite/{token}"
    async with uow:
        firm = await uow.firms.locked(context.firm_id)
        if await uow.members.by_email(command.email) is not None:
            raise Conflict(f"{command.email} is a member of the firm already.", code="already_a_member")
        for former in await uow.invitations.open_for(command.email):
            uow.invitations.remove(former)
        invitation = _invitation(command, token, context)
        uow.invitations.add(invitation)
        uow.effects.add(_mail(invitation, firm, link, context))
        firm.record(MemberInvited(email=command.email, role=command.role), context)
        invited = Invited(invitation, link)
        await uow.commit(invited)
    return invited


async def withdraw_invitation(invitation_id: UUID, uow: UnitOfWork, context: Context) -> None:
    """The link accepts nothing any more. For owner and admins.

    Raises Forbidden, NotFound, RuleViolation when it was accepted.
    """
    check_manages(context)
    async with uow:
        firm = await uow.firms.locked(context.firm_id)
        invitation = await uow.invitations.locked(invitation_id)
        if invitation.accepted_at is not None:
            raise RuleViolation(
                "The invitation was accepted; remove the member instead.", code="invitation_accepted"
            )
        uow.invitations.remove(invitation)
        firm.record(InvitationWithdrawn(email=invitation.email), context)
        await uow.commit()


def _invitation(command: InviteMember, token: str, context: Context) -> Invitation:
    assert context.actor.id is not None
    return Invitation(
        firm_id=context.firm_id,
        id=context.new_id(),
        email=command.email,
        name=command.name,
        role=command.role,
        permissions=list(command.permissions),
        token_hash=hashed(token),
        invited_by=context.actor.id,
        created_at=context.now,
        expires_at=context.now + VALID,
    )


def _mail(invitation: Invitation, firm: Firm, link: str, context: Context) -> Effect:
    body = (
        f"Hello {invitation.name},\n\n{context.actor.name} invites you to work with {firm.name} in Tickmark.\n\n"
        f"Open this link to choose your password and begin:\n\n{link}\n\n"
        f"The link works once, for {VALID.days} days. If you did not expect it, do nothing.\n"
    )
    return Effect(
        firm_id=context.firm_id,
        id=context.new_id(),
        type="invitation",
        key=f"invitation:{invitation.id}",
        payload={
            "to": [invitation.email],
            "subject": f"{context.actor.name} invites you to {firm.name}",
            "body": body,
        },
        created_at=context.now,
        due_at=context.now,
    )
