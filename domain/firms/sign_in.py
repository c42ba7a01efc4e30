"""Sign in by password, and out."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from domain.firms.model import Firm, Member, MemberStatus, Session
from domain.firms.ports import PasswordHasher
from domain.firms.tokens import hashed, new_token
from domain.shared.context import Context
from domain.shared.errors import TickmarkError
from domain.unit_of_work import UnitOfWork

IDLE = timedelta(days=3)
ABSOLUTE = timedelta(days=30)


class SignInRefused(TickmarkError):
    """The same answer for an unknown address and a wrong password."""

    code = "sign_in_refused"

    def __init__(self) -> None:
        super().__init__("The e-mail address or the password is not right.")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in, where, and the token that says so; only its hash is stored."""

    firm: Firm
    member: Member
    session: Session
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """A member's password, and from where it comes."""

    member_id: UUID
    password: str
    user_agent: str = ""
    address: str = ""


async def sign_in(command: SignIn, hasher: PasswordHasher, uow: UnitOfWork, context: Context) -> SignedIn:
    """Check the password and begin a session.

    Raises SignInRefused.
    """
    async with uow:
        member = await uow.members.get(command.member_id)
    right = await hasher.verify(command.password, member.password_hash)
    if not right or member.status is not MemberStatus.ACTIVE:
        raise SignInRefused
    return await begin_session(member.id, command.user_agent, command.address, uow, context)


async def begin_session(
    member_id: UUID, user_agent: str, address: str, uow: UnitOfWork, context: Context
) -> SignedIn:
    """A session of a member who has proven who they are. It ends after IDLE without use, or after ABSOLUTE."""
    async with uow:
        member = await uow.members.get(member_id)
        firm = await uow.firms.current()
        token = new_token(context.firm_id)
        session = Session(
            firm_id=context.firm_id,
            id=context.new_id(),
            member_id=member_id,
            token_hash=hashed(token),
            created_at=context.now,
            last_seen_at=context.now,
            expires_at=context.now + ABSOLUTE,
            user_agent=user_agent[:300],
            address=address,
        )
        uow.sessions.add(session)
        await uow.commit()
    return SignedIn(firm, member, session, token)


async def sign_out(session_id: UUID, uow: UnitOfWork) -> None:
    """End a session.

    Raises NotFound.
    """
    async with uow:
        uow.sessions.remove(await uow.sessions.get(session_id))
        await uow.commit()
