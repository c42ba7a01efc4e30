"""Install a pipeline of the library, with the tags and account roles that it speaks of."""

from collections.abc import Iterable
from uuid import UUID

from domain.accounts.events import AccountRoleSaved
from domain.accounts.model import AccountRole
from domain.accounts.tag_names import tags_named
from domain.pipelines.create_pipeline import create_pipeline
from domain.pipelines.library.library import entry
from domain.pipelines.model import Pipeline
from domain.pipelines.ports import ActionCatalogue
from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork


async def install_pipeline(
    key: str, catalogue: ActionCatalogue, uow: UnitOfWork, context: Context
) -> Pipeline:
    """Make the pipeline; tags and account roles that the firm has by these names are used, missing ones are made.

    Raises NotFound, Forbidden.
    """
    context.rights.require("manage_pipelines")
    wanted = entry(key)
    async with uow:
        tags = await tags_named(wanted.tags, uow, context)
        roles = await _roles_named(wanted.roles, uow, context)
        name = _free_name(wanted.name, frozenset(await uow.pipelines.names_taken()))
        command = wanted.command(name, dict(zip(wanted.tags, (tag.id for tag in tags), strict=True)), roles)
        pipeline = await create_pipeline(command, catalogue, uow.nested(), context)
        await uow.commit(pipeline)
    return pipeline


async def _roles_named(names: Iterable[str], uow: UnitOfWork, context: Context) -> dict[str, UUID]:
    present = list(await uow.account_roles.all())
    known = {role.name.lower(): role.id for role in present}
    for name in names:
        if name.lower() in known:
            continue
        context.rights.require("assign_members")
        role = AccountRole(
            firm_id=context.firm_id,
            id=context.new_id(),
            created_at=context.now,
            updated_at=context.now,
            name=name,
            position=len(known),
        )
        uow.account_roles.add(role)
        role.record(AccountRoleSaved(), context)
        known[name.lower()] = role.id
    return {name: known[name.lower()] for name in names}


def _free_name(name: str, taken: frozenset[str]) -> str:
    """The name, or the name with “(2)”, “(3)”… after it."""
    number, free = 2, name
    while free in taken:
        number, free = number + 1, f"{name} ({number})"
    return free
