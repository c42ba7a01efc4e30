"""The capability to call back: whoever has the token may say that the item of one call is done, and nothing else."""

import base64
import binascii
import hmac
from dataclasses import dataclass
from uuid import UUID

from domain.shared.master_key import MasterKey

_ID_BYTES = 16
_MAC_BYTES = 32
_BYTES = 3 * _ID_BYTES + _MAC_BYTES
_PURPOSE = "callback token"


@dataclass(frozen=True, slots=True)
class Callback:
    """Which item of which job of which firm waits."""

    firm_id: UUID
    job_id: UUID
    item_id: UUID

    def token(self, master: MasterKey) -> str:
        """The token, URL-safe. It is computed, and stored nowhere."""
        named = self._named()
        raw = named + hmac.digest(master.derive(_PURPOSE), named, "sha256")
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")

    @classmethod
    def read(cls, token: str, master: MasterKey) -> "Callback | None":
        """What a token stands for; None when it is not one of ours."""
        if not token.isascii():
            return None
        try:
            raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        except binascii.Error:
            return None
        if len(raw) != _BYTES:
            return None
        ids = [UUID(bytes=raw[at : at + _ID_BYTES]) for at in range(0, 3 * _ID_BYTES, _ID_BYTES)]
        found = cls(*ids)
        # The whole token is compared, so that none has a second spelling.
        return found if hmac.compare_digest(found.token(master), token) else None

    def _named(self) -> bytes:
        return self.firm_id.bytes + self.job_id.bytes + self.item_id.bytes
