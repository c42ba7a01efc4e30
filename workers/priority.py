"""Who goes first when the processor is busy."""

import os

_LATER = 5


def give_way() -> None:
    """Let those who wait for an answer go before what is worked off in the background, on a machine that does both."""
    if hasattr(os, "nice"):
        os.nice(_LATER)
