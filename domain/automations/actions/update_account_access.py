"""Change who of the employees sees the job's account."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from domain.accounts.save_account import set_access
from domain.automations.action import Action, At, Made
from domain.automations.outlook import Line, Outlook
from domain.pipelines.model import Pipeline
from domain.shared.errors import Fault, RuleViolation


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateAccountAccess:
    """Whom to add and to remove; `reset` first leaves only those who have a role in the account."""

    add: list[str] = field(default_factory=list, metadata={"title": "Add", "widget": "member-list"})
    remove: list[str] = field(default_factory=list, metadata={"title": "Remove", "widget": "member-list"})
    reset: bool = field(
        default=False, metadata={"title": "First leave only those with a role in the account"}
    )


def sentence(settings: UpdateAccountAccess) -> str:
    """In words."""
    parts = ["leave the account to those with a role in it"] if settings.reset else []
    parts += [f"give {len(settings.add)} member(s) access to the account"] if settings.add else []
    parts += [f"take access from {len(settings.remove)} member(s)"] if settings.remove else []
    return " and ".join(parts) or "leave access to the account"


def check(settings: UpdateAccountAccess, pipeline: Pipeline) -> list[Fault]:
    """It must do something."""
    if settings.add or settings.remove or settings.reset:
        return []
    return [Fault("/settings/add", "nothing_to_do", "Choose at least one member to add or remove.")]


def _after(
    settings: UpdateAccountAccess, before: Iterable[UUID], in_roles: Iterable[UUID]
) -> tuple[UUID, ...]:
    """Who sees the account then.

    Raises RuleViolation when that is nobody.
    """
    kept, gone = (in_roles if settings.reset else before), {UUID(member) for member in settings.remove}
    after = dict.fromkeys([*(one for one in kept if one not in gone), *(UUID(one) for one in settings.add)])
    if not after:
        raise RuleViolation("An account keeps at least one member with access.", code="account_needs_member")
    return tuple(after)


def _foreseen(settings: UpdateAccountAccess, outlook: Outlook) -> tuple[UUID, ...]:
    in_roles = dict.fromkeys(member for members in outlook.roles.values() for member in members)
    return _after(settings, outlook.access, in_roles)


def foretell(settings: UpdateAccountAccess, outlook: Outlook) -> Iterator[Line]:
    """Who gets access and who loses it."""
    before, after = outlook.access, _foreseen(settings, outlook)
    given = [one for one in after if one not in before]
    taken = [one for one in before if one not in after]
    for label, members in (("Access for", given), ("No access any more for", taken)):
        if members:
            yield Line(label, outlook.names(members))
    if not (given or taken):
        yield Line("Access", "stays as it is")
    outlook.check_people(after)


def foresee(settings: UpdateAccountAccess, outlook: Outlook) -> Outlook:
    """Those who then see the account."""
    return replace(outlook, access=_foreseen(settings, outlook))


async def run(settings: UpdateAccountAccess, at: At) -> Made:
    """Change it; an account keeps at least one member.

    Raises RuleViolation.
    """
    account = await at.uow.accounts.locked(at.at_hand.job.account_id)
    before = list(account.member_ids)
    after = _after(settings, before, account.members_in_roles([UUID(role) for role in account.roles]))
    await set_access(account.id, after, at.uow.nested(), at.context)
    return [{"type": "account_access", "id": account.id, "before": before, "after": list(after)}]


async def undo(made: Mapping[str, Any], at: At) -> None:
    """Those who had access before have it again, and nobody else."""
    before = tuple(UUID(str(member)) for member in made["before"])
    await set_access(UUID(str(made["id"])), before, at.uow.nested(), at.context)


update_account_access_action = Action(
    key="update_account_access",
    title="Update account access",
    description="Gives members access to the account or takes it from them. At least one keeps it.",
    settings=UpdateAccountAccess,
    sentence=sentence,
    run=run,
    undo=undo,
    check=check,
    foretell=foretell,
    foresee=foresee,
    looks_at=frozenset({"access"}),
    permission="assign_members",
)
