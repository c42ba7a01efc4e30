"""Change the firm's settings and its members."""

from collections.abc import Collection, Mapping
from uuid import UUID

from domain.firms.events import FirmUpdated, MemberRemoved, MemberUpdated
from domain.firms.model import PERMISSIONS, Firm, Member, MemberStatus, Role
from domain.firms.set_up_firm import check_time_zone
from domain.shared.context import Context
from domain.shared.errors import Fault, Forbidden, Invalid, RuleViolation, StaleVersion
from domain.unit_of_work import UnitOfWork


async def update_firm(
    values: Mapping[str, object], uow: UnitOfWork, context: Context, *, expected_version: int | None = None
) -> Firm:
    """Set name, time_zone, currency, grace_seconds, holidays or days_off. For owner and admins.

    Raises Forbidden, Invalid, StaleVersion.
    """
    check_manages(context)
    if "time_zone" in values:
        check_time_zone(str(values["time_zone"]))
    async with uow:
        firm = await uow.firms.current()
        if expected_version not in (None, firm.version):
            raise StaleVersion("firm", firm.version)
        changed = [name for name, value in values.items() if getattr(firm, name) != value]
        for name in changed:
            setattr(firm, name, values[name])
        if changed:
            firm.record(FirmUpdated(fields=tuple(changed)), context)
        await uow.commit(firm)
    return firm


async def update_member(
    member_id: UUID,
    values: Mapping[str, object],
    uow: UnitOfWork,
    context: Context,
    *,
    expected_version: int | None = None,
) -> Member:
    """Set name, color, role or permissions. Members change their own name and color, owner and admins the rest.

    Raises Forbidden, NotFound, Invalid, RuleViolation, StaleVersion.
    """
    if member_id != context.actor.id or not set(values) <= {"name", "color"}:
        check_manages(context)
    check_permissions(values.get("permissions") or ())  # type: ignore[arg-type]
    async with uow:
        member = await uow.members.locked(member_id)
        if expected_version not in (None, member.version):
            raise StaleVersion("member", member.version)
        role = Role(str(values.get("role", member.role)))
        if Role.OWNER in (role, member.role) and role is not member.role:
            raise RuleViolation("A firm has exactly one owner; that can't be changed here.", code="one_owner")
        changed = [name for name, value in values.items() if getattr(member, name) != value]
        for name in changed:
            setattr(member, name, role if name == "role" else values[name])
        if changed:
            member.record(MemberUpdated(), context)
        await uow.commit(member)
    return member


async def remove_member(member_id: UUID, uow: UnitOfWork, context: Context) -> Member:
    """The member signs in no more: sessions, API keys and invitations end in the same transaction. The owner stays.

    Raises Forbidden, NotFound, RuleViolation.
    """
    check_manages(context)
    async with uow:
        member = await uow.members.locked(member_id)
        if member.role is Role.OWNER:
            raise RuleViolation("The owner can't be removed.", code="last_owner")
        if member.status is not MemberStatus.REMOVED:
            member.status = MemberStatus.REMOVED
            member.record(MemberRemoved(), context)
            await uow.sessions.end_all_of(member_id)
            await uow.api_keys.end_all_of(member_id)
            await uow.invitations.withdraw_all_by(member_id)
        await uow.commit(member)
    return member


def check_permissions(names: Collection[str]) -> None:
    """They must be permissions that there are.

    Raises Invalid.
    """
    unknown = sorted(set(names) - set(PERMISSIONS))
    if unknown:
        sentence = f"There is no permission “{unknown[0]}”."
        raise Invalid([Fault("/permissions", "unknown_permission", sentence)])


def check_manages(context: Context) -> None:
    """The firm is managed by its owner and admins.

    Raises Forbidden.
    """
    if not context.rights.everything:
        raise Forbidden("manage_the_firm")
