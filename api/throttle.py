"""How often one address or account may try to sign in, and how much one session may ask."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class TooManyAttempts(Exception):
    """Try again in `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many attempts. Try again in {seconds} seconds.")
        self.seconds = seconds


@dataclass(slots=True)
class Throttle:
    """Attempts per account and per address, counted in this process."""

    per_account: RateLimitItem = field(default_factory=lambda: parse("10/5minute"))
    per_address: RateLimitItem = field(default_factory=lambda: parse("60/5minute"))
    _limiter: MovingWindowRateLimiter = field(
        default_factory=lambda: MovingWindowRateLimiter(MemoryStorage())
    )

    def attempt(self, account: str, address: str) -> None:
        """Count one attempt.

        Raises TooManyAttempts.
        """
        for limit, key in (
            (self.per_account, f"account:{account}"),
            (self.per_address, f"address:{address}"),
        ):
            if not self._limiter.hit(limit, key):
                reset = self._limiter.get_window_stats(limit, key).reset_time
                raise TooManyAttempts(max(1, int(reset - time.time())))

    def proven(self, account: str) -> None:
        """Whoever gave the right password starts anew; the address stays counted."""
        self._limiter.clear(self.per_account, f"account:{account}")


class QuotaIsUsedUp(Exception):
    """Ask again in `seconds`; `headers` tell the limit."""

    def __init__(self, seconds: int, headers: Mapping[str, str]) -> None:
        super().__init__(f"Too many requests. Try again in {seconds} seconds.")
        self.headers = {**headers, "Retry-After": str(seconds)}


_MINUTE = 60.0


class Quota:
    """Requests of one session in each minute, counted in this process.

    Counted here and not by `limits`: its memory starts a thread for each session and minute, which a move would feel.
    """

    def __init__(self, a_minute: int = 3000) -> None:
        self._a_minute = a_minute
        self._policy = f'"session";q={a_minute};w=60'
        self._ends = 0.0
        self._asked: dict[UUID, int] = {}

    def take(self, session: UUID) -> Mapping[str, str]:
        """Count one request; tells the headers of its answer (draft-ietf-httpapi-ratelimit-headers).

        Raises QuotaIsUsedUp.
        """
        now = time.monotonic()
        if now >= self._ends:
            self._ends = now + _MINUTE
            self._asked.clear()
        asked = self._asked[session] = self._asked.get(session, 0) + 1
        seconds = int(self._ends - now) + 1
        left = max(0, self._a_minute - asked)
        headers = {"RateLimit-Policy": self._policy, "RateLimit": f'"session";r={left};t={seconds}'}
        if asked > self._a_minute:
            raise QuotaIsUsedUp(seconds, headers)
        return headers
