"""What can happen to accounts, contacts, tags and account roles."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from domain.shared.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountCreated(Event):
    """The firm has a new account."""

    type = "account.created"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountUpdated(Event):
    """Some fields of an account changed."""

    type = "account.updated"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountArchived(Event):
    """The firm no longer works for an account; everything is kept."""

    type = "account.archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRestored(Event):
    """An archived account is active again."""

    type = "account.restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountTagsChanged(Event):
    """Tags were put on an account or taken off."""

    type = "account.tags_changed"

    added: tuple[UUID, ...]
    removed: tuple[UUID, ...]

    def data(self) -> Mapping[str, object]:
        """Which tags."""
        return {"added": self.added, "removed": self.removed}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactSaved(Event):
    """A contact is new or changed."""

    type = "contact.saved"


@dataclass(frozen=True, slots=True, kw_only=True)
class TagCreated(Event):
    """The firm has a new tag."""

    type = "tag.created"


@dataclass(frozen=True, slots=True, kw_only=True)
class TagUpdated(Event):
    """A tag was renamed or recoloured."""

    type = "tag.updated"


@dataclass(frozen=True, slots=True, kw_only=True)
class TagDeleted(Event):
    """A tag is gone, and off every account."""

    type = "tag.deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRoleSaved(Event):
    """An account role is new or renamed."""

    type = "account_role.saved"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRoleDeleted(Event):
    """An account role is gone."""

    type = "account_role.deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomFieldSaved(Event):
    """A custom field of accounts is new or changed."""

    type = "custom_field.saved"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomFieldArchived(Event):
    """A custom field is no longer asked for; the values are kept."""

    type = "custom_field.archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomFieldRestored(Event):
    """An archived custom field is asked for again."""

    type = "custom_field.restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequested(Event):
    """A file of accounts was taken in; storing it begins."""

    type = "import.requested"
    drained = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportContinued(Event):
    """Some more accounts of a file were stored."""

    type = "import.continued"
    drained = True
    in_history = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFinished(Event):
    """Every account of a file was stored, or refused with its reason."""

    type = "import.finished"
