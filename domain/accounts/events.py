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
