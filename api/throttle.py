"""How often one address or account may try to sign in."""

import time
from dataclasses import dataclass, field

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
