"""Whom the firm works for: accounts, their contacts, tags and account roles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from domain.accounts.custom_field import Value
from domain.shared.entity import Entity, Record


class AccountType(StrEnum):
    """What kind of client entity it is."""

    INDIVIDUAL = "individual"
    COMPANY = "company"
    OTHER = "other"


class AccountStatus(StrEnum):
    """Whether the firm works for it."""

    ACTIVE = "active"
    ARCHIVED = "archived"


@dataclass(slots=True, kw_only=True)
class Account(Entity):
    """The client entity that is worked for and billed. `roles` maps account role ids to member ids, `custom_fields` the
    ids of the firm's fields to values.
    """

    kind: ClassVar[str] = "account"

    name: str
    type: AccountType
    number: str | None = None
    status: AccountStatus = AccountStatus.ACTIVE
    tag_ids: list[UUID] = field(default_factory=list)
    member_ids: list[UUID] = field(default_factory=list)
    roles: dict[str, list[str]] = field(default_factory=dict)
    notes: str = ""
    address: str = ""
    external_refs: list[dict[str, str]] = field(default_factory=list)
    custom_fields: dict[str, Value] = field(default_factory=dict)

    def members_in_roles(self, role_ids: list[UUID]) -> list[UUID]:
        """The members who hold any of these account roles here; an empty role gives nobody."""
        found = [UUID(member) for role in role_ids for member in self.roles.get(str(role), [])]
        return list(dict.fromkeys(found))

    def view(self) -> dict[str, object]:
        """The public object, with ids for what has names elsewhere."""
        return {
            "id": self.id,
            "version": self.version,
            "name": self.name,
            "type": self.type,
            "number": self.number,
            "status": self.status,
            "tag_ids": self.tag_ids,
            "member_ids": self.member_ids,
            "roles": [{"role_id": role, "member_ids": members} for role, members in self.roles.items()],
            "notes": self.notes,
            "address": self.address,
            "external_refs": self.external_refs,
            "custom_fields": self.custom_fields,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        }


@dataclass(slots=True, kw_only=True)
class Contact(Entity):
    """A person; has e-mails, belongs to any number of accounts."""

    kind: ClassVar[str] = "contact"

    first_name: str
    last_name: str = ""
    emails: list[str] = field(default_factory=list)
    phone: str = ""

    def view(self) -> dict[str, object]:
        """The public object."""
        return {
            "id": self.id,
            "version": self.version,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "emails": self.emails,
            "phone": self.phone,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        }


@dataclass(slots=True, kw_only=True)
class AccountContact(Record):
    """A contact's part in an account: may sign in to the portal, is notified, may sign."""

    kind: ClassVar[str] = "account_contact"

    account_id: UUID
    contact_id: UUID
    portal: bool = False
    notified: bool = True
    signatory: bool = False


@dataclass(slots=True, kw_only=True)
class Tag(Entity):
    """A coloured label of the firm."""

    kind: ClassVar[str] = "tag"

    name: str
    color: str = "gray"

    def view(self) -> dict[str, object]:
        """The public object."""
        return _labelled(self, {"color": self.color})


@dataclass(slots=True, kw_only=True)
class AccountRole(Entity):
    """A firm-defined label (Preparer, Reviewer) that is mapped per account to members; grants nothing."""

    kind: ClassVar[str] = "account_role"

    name: str
    position: int = 0

    def view(self) -> dict[str, object]:
        """The public object."""
        return _labelled(self, {"position": self.position})


def _labelled(label: Tag | AccountRole, more: Mapping[str, object]) -> dict[str, object]:
    return {
        "id": label.id,
        "version": label.version,
        "name": label.name,
        **more,
        "created_at": label.created_at,
        "updated_at": label.updated_at,
    }
