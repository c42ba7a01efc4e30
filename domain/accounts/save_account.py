"""Create and change accounts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from domain.accounts.custom_field import Value
from domain.accounts.events import AccountArchived, AccountCreated, AccountRestored, AccountUpdated
from domain.accounts.field_values import merged_values
from domain.accounts.model import Account, AccountStatus, AccountType, Tag
from domain.accounts.tag_names import tags_named
from domain.shared.context import Context
from domain.shared.errors import NotFound, StaleVersion
from domain.shared.external_refs import check_refs
from domain.unit_of_work import UnitOfWork

FIELDS = frozenset({"name", "type", "number", "notes", "address", "external_refs", "custom_fields"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateAccount:
    """A client; `tags` are names or ids, unknown names become new tags. `member_ids` are those with access."""

    name: str
    type: AccountType
    number: str | None = None
    tags: tuple[str, ...] = ()
    notes: str = ""
    address: str = ""
    member_ids: tuple[UUID, ...] = ()
    external_refs: tuple[dict[str, str], ...] = ()
    custom_fields: Mapping[UUID, Value | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TaggedAccount:
    """An account with its tags."""

    account: Account
    tags: list[Tag]

    def view(self) -> dict[str, object]:
        """The public object, with the tags' names."""
        shown = [{"id": tag.id, "name": tag.name, "color": tag.color} for tag in self.tags]
        return {**self.account.view(), "tags": shown}


async def create_account(command: CreateAccount, uow: UnitOfWork, context: Context) -> TaggedAccount:
    """Make the account; whoever makes it has access.

    Raises Forbidden, Invalid, Conflict when the number is taken.
    """
    context.rights.require("manage_accounts")
    async with uow:
        members = [*command.member_ids]
        if context.rights.member_id is not None and not context.rights.everything:
            members.append(context.rights.member_id)
        await uow.members.many(command.member_ids)
        tags = await tags_named(command.tags, uow, context)
        account = Account(
            firm_id=context.firm_id,
            id=context.new_id(),
            created_at=context.now,
            updated_at=context.now,
            name=command.name,
            type=command.type,
            number=command.number,
            tag_ids=[tag.id for tag in tags],
            member_ids=list(dict.fromkeys(members)),
            notes=command.notes,
            address=command.address,
            external_refs=list(command.external_refs),
            custom_fields=await merged_values({}, command.custom_fields, uow),
        )
        check_refs(command.external_refs)
        uow.accounts.add(account)
        uow.external_refs.add("account", account.id, command.external_refs)
        account.record(AccountCreated(), context)
        made = TaggedAccount(account, tags)
        await uow.commit(made)
    return made


async def update_account(
    account_id: UUID,
    values: Mapping[str, object],
    uow: UnitOfWork,
    context: Context,
    *,
    expected_version: int | None = None,
) -> Account:
    """Set the given fields (of FIELDS). Custom fields are merged into those that it has.

    Raises Forbidden, NotFound, Invalid, StaleVersion, Conflict when the number is taken.
    """
    context.rights.require("manage_accounts")
    async with uow:
        account = await seen_account(account_id, uow, context)
        if expected_version not in (None, account.version):
            raise StaleVersion("account", account.version)
        merging: Any = values.get("custom_fields", {})
        values = {**values, "custom_fields": await merged_values(account.custom_fields, merging, uow)}
        changed = [name for name in FIELDS if name in values and getattr(account, name) != values[name]]
        for name in changed:
            value = values[name]
            setattr(account, name, AccountType(str(value)) if name == "type" else value)
        if "external_refs" in changed:
            check_refs(account.external_refs)
            await uow.external_refs.replace("account", account.id, account.external_refs)
        if changed:
            account.record(AccountUpdated(), context)
        await uow.commit(account)
    return account


async def set_account_status(
    account_id: UUID, status: AccountStatus, uow: UnitOfWork, context: Context
) -> Account:
    """Archive (everything is kept) or restore.

    Raises Forbidden, NotFound.
    """
    context.rights.require("manage_accounts")
    async with uow:
        account = await seen_account(account_id, uow, context)
        if account.status is not status:
            account.status = status
            archived = status is AccountStatus.ARCHIVED
            account.record(AccountArchived() if archived else AccountRestored(), context)
        await uow.commit(account)
    return account


async def set_access(
    account_id: UUID, member_ids: tuple[UUID, ...], uow: UnitOfWork, context: Context
) -> Account:
    """Who of the employees sees the account.

    Raises Forbidden, NotFound.
    """
    context.rights.require("assign_members")
    async with uow:
        account = await seen_account(account_id, uow, context)
        await uow.members.many(member_ids)
        if set(account.member_ids) != set(member_ids):
            account.member_ids = list(member_ids)
            account.record(AccountUpdated(), context)
        await uow.commit(account)
    return account


async def set_roles(
    account_id: UUID, roles: Mapping[UUID, tuple[UUID, ...]], uow: UnitOfWork, context: Context
) -> Account:
    """Who has which account role here; it decides assignees when things are created, and grants nothing.

    Raises Forbidden, NotFound.
    """
    context.rights.require("assign_members")
    async with uow:
        account = await seen_account(account_id, uow, context)
        await uow.account_roles.many(roles)
        await uow.members.many(member for members in roles.values() for member in members)
        wanted = {
            str(role): [str(member) for member in members] for role, members in roles.items() if members
        }
        if account.roles != wanted:
            account.roles = wanted
            account.record(AccountUpdated(), context)
        await uow.commit(account)
    return account


async def seen_account(account_id: UUID, uow: UnitOfWork, context: Context) -> Account:
    """The account, locked, if whoever asks may see it.

    Raises NotFound.
    """
    account = await uow.accounts.locked(account_id)
    if not context.rights.sees_account(account.member_ids):
        raise NotFound("account")
    return account
