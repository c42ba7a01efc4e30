"""Where ids come from."""

from uuid import UUID

import uuid_utils


def new_id() -> UUID:
    """A UUIDv7: grows with time, so that indexes stay dense and events keep their order."""
    return UUID(bytes=uuid_utils.uuid7().bytes)
