"""Account roles that are made for something else."""

from domain.accounts.events import AccountRoleSaved
from domain.accounts.model import AccountRole
from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork


def new_role(name: str, position: int, uow: UnitOfWork, context: Context) -> AccountRole:
    """A new account role, stored at commit."""
    role = AccountRole(
        firm_id=context.firm_id,
        id=context.new_id(),
        created_at=context.now,
        updated_at=context.now,
        name=name,
        position=position,
    )
    uow.account_roles.add(role)
    role.record(AccountRoleSaved(), context)
    return role
