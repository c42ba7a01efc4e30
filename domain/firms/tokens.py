"""Secrets that carry their firm, so that whoever presents one can be looked up behind that firm's wall."""

import base64
import binascii
import hashlib
import secrets
from uuid import UUID

_FIRM_BYTES = 16
_SECRET_BYTES = 32


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


def hashed(token: str) -> bytes:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).digest()
