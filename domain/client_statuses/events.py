"""What can happen to client-facing statuses."""

from dataclasses import dataclass

from domain.shared.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientStatusCreated(Event):
    """The firm has a new client-facing status."""

    type = "client_status.created"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientStatusUpdated(Event):
    """A client-facing status was renamed, recoloured, worded anew or moved in the list."""

    type = "client_status.updated"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientStatusDeleted(Event):
    """A client-facing status can be given to no job any more."""

    type = "client_status.deleted"
