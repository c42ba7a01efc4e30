"""Whom a mail to an account goes to."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Recipient:
    """A contact of an account who is notified, with the address to use."""

    contact_id: UUID
    first_name: str
    last_name: str
    email: str

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()
