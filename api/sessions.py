"""Who is signed in, kept for a moment so that not every request asks the database."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from domain.shared.context import Actor
from domain.shared.rights import Rights
from persistence.firms.principals import Key

KEPT_SECONDS = 2.0
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Principal:
    """Whoever makes the request: by their session, or by an API key of theirs, which counts as one."""

    firm_id: UUID
    member_id: UUID
    member_name: str
    session_id: UUID
    expires_at: datetime
    rights: Rights
    ahead: timedelta = timedelta(0)
    key: Key | None = None

    @property
    def actor(self) -> Actor:
        """Who is said to have done what they do."""
        if self.key is not None:
            return Actor("api_key", self.key.id, self.key.name)
        return Actor("member", self.member_id, self.member_name)


class SessionCache:
    """Sessions by token hash. What is revoked in another process is noticed within `kept_seconds`."""

    def __init__(self, kept_seconds: float = KEPT_SECONDS) -> None:
        self._kept_seconds = kept_seconds
        self._kept: OrderedDict[bytes, tuple[float, Principal]] = OrderedDict()

    def get(self, token_hash: bytes) -> Principal | None:
        """The principal, if it was looked up a moment ago."""
        kept = self._kept.get(token_hash)
        return kept[1] if kept is not None and kept[0] > time.monotonic() else None

    def put(self, token_hash: bytes, principal: Principal) -> None:
        """Keep it for a moment."""
        self._kept[token_hash] = (time.monotonic() + self._kept_seconds, principal)
        self._kept.move_to_end(token_hash)
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)

    def clear(self) -> None:
        """Look all up again: somebody signed out, or a member changed."""
        self._kept.clear()
