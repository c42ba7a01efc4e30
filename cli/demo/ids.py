"""Ids of the demo: shaped like all others, growing with the demo's own clock, and the same for the same day."""

from collections.abc import Callable
from datetime import datetime
from random import Random
from uuid import UUID

_COUNTER_BITS = 12
_RANDOM_BITS = 62


class DemoIds:
    """Makes UUIDv7s out of a moment, a counter within its millisecond, and seeded chance."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._millisecond = 0
        self._counter = 0

    def at(self, moment: datetime) -> Callable[[], UUID]:
        """Where the ids of a context at `moment` come from."""
        return lambda: self._next(int(moment.timestamp() * 1000))

    def _next(self, millisecond: int) -> UUID:
        if millisecond != self._millisecond:
            self._millisecond, self._counter = millisecond, 0
        stamp = millisecond + (self._counter >> _COUNTER_BITS)
        counter = self._counter & ((1 << _COUNTER_BITS) - 1)
        self._counter += 1
        high = stamp << 16 | 0x7 << 12 | counter
        low = 0b10 << _RANDOM_BITS | self._chance.getrandbits(_RANDOM_BITS)
        return UUID(int=high << 64 | low)
