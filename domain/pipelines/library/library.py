"""The built-in library: pipelines that a firm can install and change as it likes."""

from domain.pipelines.library.entry import LibraryEntry
from domain.pipelines.library.individual_return import INDIVIDUAL_RETURN
from domain.pipelines.library.monthly_bookkeeping import MONTHLY_BOOKKEEPING
from domain.shared.errors import NotFound

_ENTRIES = (INDIVIDUAL_RETURN, MONTHLY_BOOKKEEPING)


def entries() -> tuple[LibraryEntry, ...]:
    """All of them, in the order in which they are offered."""
    return _ENTRIES


def entry(key: str) -> LibraryEntry:
    """The one with this key.

    Raises NotFound.
    """
    for one in _ENTRIES:
        if one.key == key:
            return one
    raise NotFound("library_pipeline")
