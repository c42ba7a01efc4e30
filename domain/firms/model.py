"""The tenant and its people."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from domain.shared.entity import Entity, Record


class Role(StrEnum):
    """What a member is in the firm. There is exactly one owner."""

    OWNER = "owner"
    ADMIN = "admin"
    EMPLOYEE = "employee"


class MemberStatus(StrEnum):
    """Whether the member may sign in."""

    ACTIVE = "active"
    REMOVED = "removed"


PERMISSIONS = (
    "manage_accounts",
    "view_all_accounts",
    "manage_contacts",
    "manage_tags",
    "manage_templates",
    "manage_pipelines",
    "assign_members",
    "manage_tasks_of_others",
    "manage_organizers",
    "manage_proposals",
    "manage_invoices",
    "manage_documents",
    "manage_time_of_others",
    "manage_integrations",
    "see_reports",
)


@dataclass(slots=True, kw_only=True)
class Firm(Entity):
    """The tenant; its id is its firm_id. `grace_seconds` (0 to 60) is how long outward effects of a move are held.

    `holidays` is a country or one of its parts (US, US-NY), `days_off` the firm's own (date, name). A demo's clock may be
    `test_clock_seconds` ahead. `webhook_secret_number` tells which of the secrets derived for it signs its webhooks.
    """

    kind: ClassVar[str] = "firm"

    name: str
    time_zone: str = "America/New_York"
    currency: str = "USD"
    grace_seconds: int = 10
    holidays: str | None = None
    days_off: list[dict[str, str]] = field(default_factory=list)
    demo: bool = False
    test_clock_seconds: int = 0
    webhook_secret_number: int = 1
    webhook_secret_rotated_at: datetime | None = None

    def view(self) -> dict[str, object]:
        """The public object."""
        return {
            "id": self.id,
            "version": self.version,
            "name": self.name,
            "time_zone": self.time_zone,
            "currency": self.currency,
            "grace_seconds": self.grace_seconds,
            "holidays": self.holidays,
            "days_off": self.days_off,
            "demo": self.demo,
            "test_clock_seconds": self.test_clock_seconds,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        }


@dataclass(slots=True, kw_only=True)
class Member(Entity):
    """A person of the firm who signs in."""

    kind: ClassVar[str] = "member"

    name: str
    email: str
    role: Role
    permissions: list[str] = field(default_factory=list)
    status: MemberStatus = MemberStatus.ACTIVE
    color: str = "blue"
    password_hash: str | None = None

    @property
    def manages_firm(self) -> bool:
        """Owner and admins may do everything."""
        return self.role is not Role.EMPLOYEE

    def may(self, permission: str) -> bool:
        """Whether the member holds the permission."""
        return self.manages_firm or permission in self.permissions

    def view(self) -> dict[str, object]:
        """The public object; never the password."""
        return {
            "id": self.id,
            "version": self.version,
            "name": self.name,
            "email": self.email,
            "role": self.role,
            "permissions": self.permissions,
            "status": self.status,
            "color": self.color,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        }


@dataclass(slots=True, kw_only=True)
class Session(Record):
    """One sign-in of a member; only the hash of its token is kept."""

    kind: ClassVar[str] = "session"

    member_id: UUID
    token_hash: bytes
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    user_agent: str = ""
    address: str = ""


@dataclass(slots=True, kw_only=True)
class ApiKey(Record):
    """Lets a program act for a member; only the hash of its secret is kept, and how that ends."""

    kind: ClassVar[str] = "api_key"

    member_id: UUID
    name: str
    scopes: list[str]
    token_hash: bytes
    ends_in: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None = None

    def view(self) -> dict[str, object]:
        """The public object; never the secret."""
        return {
            "id": self.id,
            "member_id": self.member_id,
            "name": self.name,
            "scopes": self.scopes,
            "ends_in": self.ends_in,
            "created_at": self.created_at,
            "expires_at": self.expires_at,
            "last_used_at": self.last_used_at,
        }


@dataclass(slots=True, kw_only=True)
class Invitation(Record):
    """An offer to join the firm; only the hash of its token is kept."""

    kind: ClassVar[str] = "invitation"

    email: str
    name: str
    role: Role
    permissions: list[str]
    token_hash: bytes
    invited_by: UUID
    created_at: datetime
    expires_at: datetime
    accepted_at: datetime | None = None
