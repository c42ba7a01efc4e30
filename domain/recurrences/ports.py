"""What use-cases need to know of recurrences."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.recurrences.model import Occurrence, Recurrence
from domain.shared.ports import Repository


class Recurrences(Repository[Recurrence], Protocol):
    """The firm's recurrences."""

    def dates(self, rule: str, start: date) -> Iterator[date]:
        """The dates of a rule from its start on. The 31st means the last day of shorter months.

        Raises ValueError, with a sentence, when it is no rule that can be used.
        """
        ...

    async def come_due(self, now: datetime, limit: int) -> Sequence[Recurrence]:
        """Active ones whose next creation has come, locked; those that another is at are left to it."""
        ...

    async def accounts_naming(self, id: UUID, /) -> Sequence[str]:  # noqa: A002 - the product's word
        """The names of the accounts whose schedules, as far as they go on, name this pipeline or account role."""
        ...


class Occurrences(Repository[Occurrence], Protocol):
    """The ledger of occurrences: one for each recurrence and date."""

    async def of_date(self, recurrence_id: UUID, date_: date) -> Occurrence | None:
        """What became of a date, locked."""
        ...
