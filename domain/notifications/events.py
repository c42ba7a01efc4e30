"""What can happen to a notification."""

from dataclasses import dataclass

from domain.shared.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationCreated(Event):
    """A member is told something. Only that member sees it."""

    type = "notification.created"
    in_history = False
