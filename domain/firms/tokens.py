"""Secrets that carry their firm, so that whoever presents one can be looked up behind that firm's wall."""

import base64
import binascii
import hashlib
import secrets
import zlib
from uuid import UUID

_FIRM_BYTES = 16
_SECRET_BYTES = 32
_CHECK_BYTES = 4
_KEY_PREFIX = "tm_"


def new_token(firm_id: UUID) -> str:
    """A new secret: the firm's id and 32 random bytes, URL-safe."""
    raw = firm_id.bytes + secrets.token_bytes(_SECRET_BYTES)
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def firm_of(token: str) -> UUID | None:
    """The firm that a token names; None when it is no token."""
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return UUID(bytes=raw[:_FIRM_BYTES]) if len(raw) == _FIRM_BYTES + _SECRET_BYTES else None


def new_key(firm_id: UUID) -> str:
    """The secret of an API key: `tm_`, the firm's id, 32 random bytes, and a checksum that shows misspellings."""
    raw = firm_id.bytes + secrets.token_bytes(_SECRET_BYTES)
    return _KEY_PREFIX + base64.urlsafe_b64encode(raw + _checksum(raw)).decode().rstrip("=")


def firm_of_key(key: str) -> UUID | None:
    """The firm that an API key names; None when it is none, or misspelt."""
    try:
        raw = base64.b64decode(
            key.removeprefix(_KEY_PREFIX) + "=" * (-len(key.removeprefix(_KEY_PREFIX)) % 4),
            altchars=b"-_",
            validate=True,
        )
    except (binascii.Error, ValueError):
        return None
    whole = len(raw) == _FIRM_BYTES + _SECRET_BYTES + _CHECK_BYTES and key.startswith(_KEY_PREFIX)
    if not whole or _checksum(raw[:-_CHECK_BYTES]) != raw[-_CHECK_BYTES:]:
        return None
    return UUID(bytes=raw[:_FIRM_BYTES])


def _checksum(raw: bytes) -> bytes:
    return zlib.crc32(raw).to_bytes(_CHECK_BYTES, "big")


def hashed(token: str) -> bytes:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).digest()
