"""The built-in library: pipelines that a firm can install and change as it likes."""

from domain.pipelines.library.business_return import BUSINESS_RETURN
from domain.pipelines.library.client_onboarding import CLIENT_ONBOARDING
from domain.pipelines.library.entry import LibraryEntry
from domain.pipelines.library.individual_return import INDIVIDUAL_RETURN
from domain.pipelines.library.monthly_bookkeeping import MONTHLY_BOOKKEEPING
from domain.pipelines.library.payroll import PAYROLL
from domain.pipelines.library.sales_lead import SALES_LEAD
from domain.pipelines.library.sales_tax import SALES_TAX
from domain.pipelines.library.season_1099 import SEASON_1099
from domain.shared.errors import NotFound

_ENTRIES = (
    INDIVIDUAL_RETURN,
    BUSINESS_RETURN,
    MONTHLY_BOOKKEEPING,
    PAYROLL,
    CLIENT_ONBOARDING,
    SALES_LEAD,
    SEASON_1099,
    SALES_TAX,
)


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
