"""Put tags on an account and take them off."""

from collections.abc import Iterable
from uuid import UUID

from domain.accounts.events import AccountTagsChanged
from domain.accounts.model import Account
from domain.accounts.tag_names import known_tags, tags_named
from domain.shared.context import Context
from domain.shared.errors import NotFound
from domain.unit_of_work import UnitOfWork


async def set_account_tags(
    account_id: UUID, tag_ids: tuple[UUID, ...], uow: UnitOfWork, context: Context
) -> Account:
    """Make these the account's tags; the same ones again change nothing.

    Raises NotFound.
    """
    async with uow:
        account = await uow.accounts.locked(account_id)
        if not context.rights.sees_account(account.member_ids):
            raise NotFound("account")
        await uow.tags.many(tag_ids)
        _put(account, tag_ids, context)
        await uow.commit(account)
    return account


async def set_named_tags(
    account_id: UUID, names: tuple[str, ...], uow: UnitOfWork, context: Context
) -> Account:
    """The same, by names or ids; an unknown name becomes a new tag.

    Raises Forbidden, NotFound.
    """
    context.rights.require("manage_accounts")
    async with uow:
        account = await uow.accounts.locked(account_id)
        if not context.rights.sees_account(account.member_ids):
            raise NotFound("account")
        tags = await tags_named(names, uow, context)
        _put(account, [tag.id for tag in tags], context)
        await uow.commit(account)
    return account


async def change_named_tags(
    account_id: UUID, add: tuple[str, ...], remove: tuple[str, ...], uow: UnitOfWork, context: Context
) -> Account:
    """Put some on and take others off, the others stay. An unknown name to add becomes a new tag.

    Raises Forbidden, NotFound.
    """
    context.rights.require("manage_accounts")
    async with uow:
        account = await uow.accounts.locked(account_id)
        if not context.rights.sees_account(account.member_ids):
            raise NotFound("account")
        added = {tag.id for tag in await tags_named(add, uow, context)}
        removed = {tag.id for tag in await known_tags(remove, uow)}
        _put(account, (added | set(account.tag_ids)) - removed, context)
        await uow.commit(account)
    return account


def _put(account: Account, tag_ids: Iterable[UUID], context: Context) -> None:
    before, after = frozenset(account.tag_ids), frozenset(tag_ids)
    if before != after:
        account.tag_ids = sorted(after, key=str)
        added, removed = (tuple(sorted(tags, key=str)) for tags in (after - before, before - after))
        account.record(AccountTagsChanged(added=added, removed=removed), context)
