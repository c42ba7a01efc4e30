"""What can happen to a firm and its members."""

from dataclasses import dataclass

from domain.shared.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmCreated(Event):
    """A firm began."""

    type = "firm.created"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmUpdated(Event):
    """A firm's settings changed."""

    type = "firm.updated"


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
