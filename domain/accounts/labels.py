"""Tags and account roles: create, change, delete."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from domain.accounts.events import AccountRoleDeleted, AccountRoleSaved, TagDeleted, TagUpdated
from domain.accounts.model import AccountRole, Tag
from domain.accounts.role_names import new_role
from domain.accounts.tag_names import new_tag
from domain.shared.context import Context
from domain.shared.errors import RuleViolation
from domain.unit_of_work import UnitOfWork


async def create_tag(name: str, color: str, uow: UnitOfWork, context: Context) -> Tag:
    """A new tag.

    Raises Forbidden, Conflict when the name is taken.
    """
    context.rights.require("manage_tags")
    async with uow:
        tag = new_tag(name, color, uow, context)
        await uow.commit(tag)
    return tag


async def update_tag(tag_id: UUID, values: Mapping[str, str], uow: UnitOfWork, context: Context) -> Tag:
    """Rename or recolour.

    Raises Forbidden, NotFound, Conflict when the name is taken.
    """
    context.rights.require("manage_tags")
    async with uow:
        tag = await uow.tags.locked(tag_id)
        tag.name, tag.color = values.get("name", tag.name), values.get("color", tag.color)
        tag.record(TagUpdated(), context)
        await uow.commit(tag)
    return tag


async def delete_tag(tag_id: UUID, uow: UnitOfWork, context: Context) -> None:
    """Take it off every account and task. One that a pipeline names stays.

    Raises Forbidden, NotFound, RuleViolation.
    """
    context.rights.require("manage_tags")
    async with uow:
        tag = await uow.tags.locked(tag_id)
        using = await uow.tags.used_by_pipelines(tag_id)
        if using:
            sentence = f"“{tag.name}” is named in the pipeline(s) {', '.join(using)}. Change them first."
            raise RuleViolation(sentence, code="tag_in_use", details={"pipelines": list(using)})
        await uow.tags.forget(tag_id)
        tag.record(TagDeleted(), context)
        uow.tags.remove(tag)
        await uow.commit()


async def create_role(name: str, uow: UnitOfWork, context: Context) -> AccountRole:
    """A new account role, after the others.

    Raises Forbidden, Conflict when the name is taken.
    """
    context.rights.require("assign_members")
    async with uow:
        role = new_role(name, len(await uow.account_roles.all()), uow, context)
        await uow.commit(role)
    return role


async def rename_role(role_id: UUID, name: str, uow: UnitOfWork, context: Context) -> AccountRole:
    """Give it another name.

    Raises Forbidden, NotFound, Conflict when the name is taken.
    """
    context.rights.require("assign_members")
    async with uow:
        role = await uow.account_roles.locked(role_id)
        role.name = name
        role.record(AccountRoleSaved(), context)
        await uow.commit(role)
    return role


async def delete_role(role_id: UUID, uow: UnitOfWork, context: Context) -> None:
    """Remove it; what it resolved before stays as it is. One that a pipeline or a schedule names stays.

    Raises Forbidden, NotFound, RuleViolation.
    """
    context.rights.require("assign_members")
    async with uow:
        role = await uow.account_roles.locked(role_id)
        pipelines = await uow.account_roles.used_by_pipelines(role_id)
        accounts = await uow.recurrences.accounts_naming(role_id)
        if pipelines or accounts:
            raise _role_in_use(role, pipelines, accounts)
        role.record(AccountRoleDeleted(), context)
        uow.account_roles.remove(role)
        await uow.commit()


def _role_in_use(role: AccountRole, pipelines: Sequence[str], accounts: Sequence[str]) -> RuleViolation:
    places = [f"the pipeline(s) {', '.join(pipelines)}"] if pipelines else []
    places += [f"schedules of {', '.join(accounts)}"] if accounts else []
    return RuleViolation(
        f"“{role.name}” is named in {' and in '.join(places)}. Change them first.",
        code="role_in_use",
        details={"pipelines": list(pipelines), "schedules_of": list(accounts)},
    )
