"""The server's one secret. What else must be secret is derived from it, so that the database holds none of it."""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass, field

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class MasterKey:
    """Made once per server, known to API, relay and worker."""

    raw: bytes = field(repr=False)

    @classmethod
    def read(cls, text: str) -> "MasterKey":
        """From its text: base64 (either alphabet) of at least 32 bytes.

        Raises ValueError.
        """
        plain = text.strip().translate(str.maketrans("-_", "+/")).rstrip("=")
        try:
            raw = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
        except binascii.Error:
            raw = b""
        if len(raw) < KEY_BYTES:
            raise ValueError(f"TICKMARK_MASTER_KEY must be at least {KEY_BYTES} random bytes, in base64.")
        return cls(raw)

    def derive(self, purpose: str) -> bytes:
        """The 32 bytes for one purpose: HKDF-SHA256 (RFC 5869) without salt, of one block."""
        extracted = hmac.digest(bytes(hashlib.sha256().digest_size), self.raw, "sha256")
        return hmac.digest(extracted, purpose.encode() + b"\x01", "sha256")
