"""An account of a file, on its way in."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from domain.accounts.custom_field import Value
from domain.accounts.model import AccountType


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedContact:
    """A contact of a row, and their part in the account."""

    first_name: str
    last_name: str
    email: str
    phone: str
    portal: bool
    notified: bool
    signatory: bool


@dataclass(slots=True, kw_only=True)
class ImportedAccount:
    """An account of the file with everything its rows say. `roles` maps role names to member names, `custom_fields` ids
    to values.
    """

    name: str
    type: AccountType
    number: str | None
    tags: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    contacts: list[ImportedContact] = field(default_factory=list)
    address: str = ""
    notes: str = ""
    custom_fields: dict[str, Value] = field(default_factory=dict)

    def view(self) -> dict[str, object]:
        """As it is stored while it is on its way in."""
        return asdict(self)

    @classmethod
    def from_view(cls, view: Mapping[str, Any]) -> "ImportedAccount":
        """From its stored form."""
        contacts = [ImportedContact(**contact) for contact in view["contacts"]]
        return cls(**{**view, "type": AccountType(view["type"]), "contacts": contacts})
