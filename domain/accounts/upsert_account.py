"""Make or change the account that has an id in another system."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from domain.accounts.save_account import CreateAccount, create_account, seen_account, update_account
from domain.accounts.set_account_tags import set_named_tags
from domain.shared.context import Context
from domain.shared.external_refs import with_ref
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class UpsertAccount:
    """The id in the other system, what a new account is like, and what is said of one that is there: `values` by field,
    `tags` if they are said. An `url` of None leaves the address of the id as it is.
    """

    system: str
    ref: str
    new: CreateAccount
    values: Mapping[str, object]
    tags: tuple[str, ...] | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Upserted:
    """Which thing it is, its version, and whether it is new."""

    id: UUID
    version: int
    created: bool


async def upsert_account(command: UpsertAccount, uow: UnitOfWork, context: Context) -> Upserted:
    """Done twice it is as if done once.

    Raises Forbidden, NotFound when it may not be seen, Invalid, Conflict when somebody makes it at the same moment.
    """
    async with uow:
        found = await uow.external_refs.find("account", command.system, command.ref)
        if found is None:
            refs = with_ref(command.new.external_refs, command.system, command.ref, command.url)
            made = await create_account(
                replace(command.new, external_refs=tuple(refs)), uow.nested(), context
            )
            upserted = Upserted(made.account.id, made.account.version, created=True)
        else:
            upserted = await _change(found, command, uow, context)
        await uow.commit()
    return upserted


async def _change(account_id: UUID, command: UpsertAccount, uow: UnitOfWork, context: Context) -> Upserted:
    account = await seen_account(account_id, uow, context)
    refs = with_ref(account.external_refs, command.system, command.ref, command.url)
    values = {**command.values, "external_refs": refs}
    account = await update_account(account_id, values, uow.nested(), context)
    if command.tags is not None:
        account = await set_named_tags(account_id, command.tags, uow.nested(), context)
    return Upserted(account.id, account.version, created=False)
