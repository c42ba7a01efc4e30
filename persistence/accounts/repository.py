"""The firm's clients, stored."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import bindparam, func, select, text

from domain.accounts.custom_field import CustomField
from domain.accounts.import_model import Import
from domain.accounts.model import Account, AccountContact, AccountRole, Contact, Tag
from domain.accounts.recipient import Recipient
from persistence.accounts.tables import (
    account_contacts,
    account_roles,
    accounts,
    contacts,
    custom_fields,
    imports,
    tags,
)
from persistence.repository import Repository, Store, among
from persistence.statement import Statement

_ACCOUNTS = Store(Account, accounts)
_LINKS = Store(AccountContact, account_contacts)
_IMPORTS = Store(Import, imports)
_TAGS = Store(Tag, tags)
_ROLES = Store(AccountRole, account_roles)
_FIELDS = Store(CustomField, custom_fields)

_BY_NUMBER = Statement(_ACCOUNTS.select(accounts.c.number == bindparam("number")))
_BY_NAME = Statement(
    _ACCOUNTS.select(
        func.lower(accounts.c.name) == func.lower(bindparam("name")), accounts.c.type == bindparam("type")
    )
    .order_by(accounts.c.id)
    .limit(1)
)
_NAMES = Statement(
    select(accounts.c.id, accounts.c.name).where(
        accounts.c.firm_id == bindparam("firm_id"), among(accounts.c.id)
    )
)
_RECIPIENTS = Statement(
    select(contacts.c.id, contacts.c.first_name, contacts.c.last_name, contacts.c.emails[1].label("email"))
    .join(
        account_contacts,
        (account_contacts.c.firm_id == contacts.c.firm_id) & (account_contacts.c.contact_id == contacts.c.id),
    )
    .where(
        contacts.c.firm_id == bindparam("firm_id"),
        account_contacts.c.account_id == bindparam("account_id"),
        account_contacts.c.notified,
        func.cardinality(contacts.c.emails) > 0,
    )
    .order_by(account_contacts.c.id)
)
_LINKS_OF = Statement(
    _LINKS.select(account_contacts.c.account_id == bindparam("account_id")).order_by(account_contacts.c.id)
)
_ALL_TAGS = Statement(_TAGS.select().order_by(func.lower(tags.c.name)))
_TAG_NAMES = Statement(
    select(tags.c.id, tags.c.name).where(tags.c.firm_id == bindparam("firm_id"), among(tags.c.id))
)
_ALL_FIELDS = Statement(_FIELDS.select().order_by(custom_fields.c.position, custom_fields.c.id))
_ALL_ROLES = Statement(_ROLES.select().order_by(account_roles.c.position, account_roles.c.id))
_FORGET_TAG = tuple(
    Statement(
        text(
            f"UPDATE {table} SET tag_ids = array_remove(tag_ids, :tag_id) "
            "WHERE firm_id = :firm_id AND tag_ids @> ARRAY[:tag_id]::uuid[]"
        )
    )
    for table in ("accounts", "tasks")
)


_USED_BY = Statement(
    text("""SELECT p.name FROM pipelines p WHERE p.firm_id = :firm_id AND p.deleted_at IS NULL AND (
        strpos(p.settings::text, CAST(:id AS text)) > 0
        OR EXISTS (SELECT 1 FROM stages s WHERE s.firm_id = p.firm_id AND s.pipeline_id = p.id AND s.removed_at IS NULL
            AND strpos(s.conditions::text, CAST(:id AS text)) > 0)
        OR EXISTS (SELECT 1 FROM automations u WHERE u.firm_id = p.firm_id AND u.pipeline_id = p.id
            AND u.removed_at IS NULL AND (strpos(u.conditions::text || u.settings::text, CAST(:id AS text)) > 0
                OR strpos(u.settings::text, CAST(:code AS text)) > 0)))
        ORDER BY p.name""")
)


class AccountRepository(Repository[Account]):
    """The firm's accounts."""

    store = _ACCOUNTS

    async def known_as(self, number: str | None, name: str, type_: str) -> Account | None:
        """The account with the firm's own number, or without one, the one of this name and type."""
        if number is not None:
            return await self._one(_BY_NUMBER, number=number)
        return await self._one(_BY_NAME, name=name, type=type_)

    async def recipients(self, account_id: UUID) -> Sequence[Recipient]:
        """The notified contacts that have an e-mail, in the order they were linked."""
        rows = await self._rows(_RECIPIENTS, account_id=account_id)
        return [Recipient(row["id"], row["first_name"], row["last_name"], row["email"]) for row in rows]

    async def names(self, account_ids: Collection[UUID]) -> Mapping[UUID, str]:
        """Names by id."""
        return {row["id"]: row["name"] for row in await self._rows(_NAMES, ids=list(account_ids))}


class ImportRepository(Repository[Import]):
    """Files on their way in."""

    store = _IMPORTS


class ContactRepository(Repository[Contact]):
    """The firm's contacts."""

    store = Store(Contact, contacts)


class AccountContactRepository(Repository[AccountContact]):
    """Which contact has which part in which account."""

    store = _LINKS

    async def of_account(self, account_id: UUID) -> Sequence[AccountContact]:
        """The links of an account."""
        return await self._all(_LINKS_OF, account_id=account_id)


class TagRepository(Repository[Tag]):
    """The firm's tags."""

    store = _TAGS

    async def all(self) -> Sequence[Tag]:
        """Every tag, by name."""
        return await self._all(_ALL_TAGS)

    async def names(self, tag_ids: Collection[UUID]) -> Mapping[UUID, str]:
        """Names by id."""
        return {row["id"]: row["name"] for row in await self._rows(_TAG_NAMES, ids=list(tag_ids))}

    async def used_by_pipelines(self, tag_id: UUID) -> Sequence[str]:
        """The names of the pipelines whose conditions or automations name the tag."""
        return [row["name"] for row in await self._rows(_USED_BY, id=str(tag_id), code=str(tag_id))]

    async def forget(self, tag_id: UUID) -> None:
        """Take a deleted tag off every account and task."""
        for statement in _FORGET_TAG:
            await self._run(statement, tag_id=tag_id)


class AccountRoleRepository(Repository[AccountRole]):
    """The firm's account roles."""

    store = _ROLES

    async def all(self) -> Sequence[AccountRole]:
        """Every role, in order."""
        return await self._all(_ALL_ROLES)

    async def used_by_pipelines(self, role_id: UUID) -> Sequence[str]:
        """The names of the pipelines whose automations or suggested schedule name the role."""
        return [row["name"] for row in await self._rows(_USED_BY, id=str(role_id), code=str(role_id))]


class CustomFieldRepository(Repository[CustomField]):
    """The firm's custom fields of accounts."""

    store = _FIELDS

    async def all(self) -> Sequence[CustomField]:
        """Every field, archived ones too, in order."""
        return await self._all(_ALL_FIELDS)

    async def used_by_pipelines(self, field: CustomField) -> Sequence[str]:
        """The names of the pipelines whose conditions or texts name the field."""
        rows = await self._rows(_USED_BY, id=str(field.id), code=f"[{field.code}]")
        return [row["name"] for row in rows]
