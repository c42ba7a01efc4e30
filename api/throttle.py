"""How often one address or account may try to sign in, and how much one session may ask."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter


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


@dataclass(slots=True)
class Quota:
    """Requests of one session in each minute, counted in this process."""

    limit: RateLimitItem = field(default_factory=lambda: parse("3000/minute"))
    _limiter: FixedWindowRateLimiter = field(default_factory=lambda: FixedWindowRateLimiter(MemoryStorage()))

    @classmethod
    def a_minute(cls, requests: int) -> "Quota":
        """A quota of so many requests."""
        return cls(parse(f"{requests}/minute"))

    def take(self, session: str) -> Mapping[str, str]:
        """Count one request; tells the headers of its answer (draft-ietf-httpapi-ratelimit-headers).

        Raises QuotaIsUsedUp.
        """
        allowed = self._limiter.hit(self.limit, session)
        reset, remaining = self._limiter.get_window_stats(self.limit, session)
        seconds = max(1, int(reset - time.time()))
        headers = {
            "RateLimit-Policy": f'"session";q={self.limit.amount};w=60',
            "RateLimit": f'"session";r={remaining};t={seconds}',
        }
        if not allowed:
            raise QuotaIsUsedUp(seconds, headers)
        return headers
