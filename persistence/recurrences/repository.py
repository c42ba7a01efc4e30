"""Recurrences, stored."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Integer, bindparam, text

from domain.recurrences.model import Occurrence, Recurrence
from persistence.recurrences.rules import dates_of
from persistence.recurrences.tables import occurrences, recurrences
from persistence.repository import Repository, Store
from persistence.statement import Statement

_RECURRENCES = Store(Recurrence, recurrences)
_OCCURRENCES = Store(Occurrence, occurrences)

_LOCKED = Statement(
    _RECURRENCES.select(
        recurrences.c.id == bindparam("id"), recurrences.c.deleted_at.is_(None)
    ).with_for_update()
)
_COME_DUE = Statement(
    _RECURRENCES.select(
        recurrences.c.next_at.is_not(None),
        recurrences.c.next_at <= bindparam("now", type_=recurrences.c.next_at.type),
    )
    .order_by(recurrences.c.next_at, recurrences.c.id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
)
_ACCOUNTS_NAMING = Statement(
    text("""SELECT a.name FROM accounts a WHERE a.firm_id = :firm_id AND EXISTS (
        SELECT 1 FROM recurrences r WHERE r.firm_id = a.firm_id AND r.account_id = a.id AND r.deleted_at IS NULL
            AND r.state <> 'ended' AND (r.pipeline_id = CAST(:id AS uuid) OR strpos(r.template::text, :name) > 0))
        ORDER BY a.name""")
)
_OF_DATE = Statement(
    _OCCURRENCES.select(
        occurrences.c.recurrence_id == bindparam("recurrence_id"), occurrences.c.date == bindparam("date")
    ).with_for_update()
)


class RecurrenceRepository(Repository[Recurrence]):
    """The firm's recurrences; deleted ones are not found for a change."""

    store = _RECURRENCES

    def dates(self, rule: str, start: date) -> Iterator[date]:
        """The dates of a rule from its start on. The 31st means the last day of shorter months.

        Raises ValueError, with a sentence, when it is no rule that can be used.
        """
        return dates_of(rule, start)

    async def locked(self, id: UUID) -> Recurrence:  # noqa: A002 - the product's word
        """The one with this id; nobody else changes it until commit.

        Raises NotFound.
        """
        return self._found(await self._one(_LOCKED, id=id))

    async def come_due(self, now: datetime, limit: int) -> Sequence[Recurrence]:
        """Active ones whose next creation has come, locked; those that another is at are left to it."""
        return await self._all(_COME_DUE, now=now, most=limit)

    async def accounts_naming(self, id: UUID) -> Sequence[str]:  # noqa: A002
        """The names of the accounts whose schedules, as far as they go on, name this pipeline or account role."""
        return [row["name"] for row in await self._rows(_ACCOUNTS_NAMING, id=id, name=str(id))]


class OccurrenceRepository(Repository[Occurrence]):
    """The ledger of occurrences."""

    store = _OCCURRENCES

    async def of_date(self, recurrence_id: UUID, date_: date) -> Occurrence | None:
        """What became of a date, locked."""
        return await self._one(_OF_DATE, recurrence_id=recurrence_id, date=date_)
