"""What use-cases need to know of the firm's clients."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol
from uuid import UUID

from domain.accounts.custom_field import CustomField
from domain.accounts.import_model import Import
from domain.accounts.model import Account, AccountContact, AccountRole, Contact, Tag
from domain.accounts.recipient import Recipient
from domain.shared.ports import Repository


class Accounts(Repository[Account], Protocol):
    """The firm's accounts."""

    async def known_as(self, number: str | None, name: str, type_: str) -> Account | None:
        """The account with the firm's own number, or without one, the one of this name and type."""
        ...

    async def recipients(self, account_id: UUID) -> Sequence[Recipient]:
        """The notified contacts of an account that have an e-mail, in the order they were linked."""
        ...

    async def names(self, account_ids: Collection[UUID]) -> Mapping[UUID, str]:
        """Names by id."""
        ...


class Imports(Repository[Import], Protocol):
    """Files on their way in."""


class Contacts(Repository[Contact], Protocol):
    """The firm's contacts."""


class AccountContacts(Repository[AccountContact], Protocol):
    """Which contact has which part in which account."""

    async def of_account(self, account_id: UUID) -> Sequence[AccountContact]:
        """The links of an account."""
        ...


class Tags(Repository[Tag], Protocol):
    """The firm's tags."""

    async def all(self) -> Sequence[Tag]:
        """Every tag, by name."""
        ...

    async def names(self, tag_ids: Collection[UUID]) -> Mapping[UUID, str]:
        """Names by id."""
        ...

    async def used_by_pipelines(self, tag_id: UUID) -> Sequence[str]:
        """The names of the pipelines whose conditions or automations name the tag."""
        ...

    async def forget(self, tag_id: UUID) -> None:
        """Take a deleted tag off every account and task."""
        ...


class AccountRoles(Repository[AccountRole], Protocol):
    """The firm's account roles."""

    async def all(self) -> Sequence[AccountRole]:
        """Every role, in order."""
        ...

    async def used_by_pipelines(self, role_id: UUID) -> Sequence[str]:
        """The names of the pipelines whose automations or suggested schedule name the role."""
        ...


class CustomFields(Repository[CustomField], Protocol):
    """The firm's custom fields of accounts."""

    async def all(self) -> Sequence[CustomField]:
        """Every field, archived ones too, in order."""
        ...

    async def used_by_pipelines(self, field: CustomField) -> Sequence[str]:
        """The names of the pipelines whose conditions or texts name the field."""
        ...
