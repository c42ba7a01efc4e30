"""What can happen to a firm and its members."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from domain.shared.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmCreated(Event):
    """A firm began."""

    type = "firm.created"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmUpdated(Event):
    """A firm's settings changed."""

    type = "firm.updated"
    drained = True  # what is counted in its days is planned anew

    fields: tuple[str, ...] = ()

    def data(self) -> Mapping[str, object]:
        """Which settings."""
        return {"fields": self.fields}


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSecretRotated(Event):
    """A firm's webhooks are signed with a new secret."""

    type = "firm.webhook_secret_rotated"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberJoined(Event):
    """Somebody became a member."""

    type = "member.joined"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberUpdated(Event):
    """A member's name, role or permissions changed."""

    type = "member.updated"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRemoved(Event):
    """A member may no longer sign in."""

    type = "member.removed"
    drained = True  # automations that they saved are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(Event):
    """A member has a new password; their other sessions ended."""

    type = "member.password_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberInvited(Event):
    """Somebody was invited to join."""

    type = "member.invited"

    email: str
    role: str

    def data(self) -> Mapping[str, object]:
        """Who, and as what."""
        return {"email": self.email, "role": self.role}


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKeyMade(Event):
    """A member made an API key."""

    type = "member.api_key_made"

    key_id: UUID
    name: str
    scopes: tuple[str, ...]

    def data(self) -> Mapping[str, object]:
        """Which, and for what."""
        return {"key_id": self.key_id, "name": self.name, "scopes": list(self.scopes)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKeyRevoked(Event):
    """An API key opens nothing any more."""

    type = "member.api_key_revoked"

    key_id: UUID
    name: str

    def data(self) -> Mapping[str, object]:
        """Which."""
        return {"key_id": self.key_id, "name": self.name}


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationWithdrawn(Event):
    """An invitation was taken back."""

    type = "member.invitation_withdrawn"

    email: str

    def data(self) -> Mapping[str, object]:
        """Whose it was."""
        return {"email": self.email}
