"""What every repository does: load by id, add, and keep track so that commit writes what changed."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Generic, TypeVar
from uuid import UUID

from asyncpg import Record as Row
from sqlalchemy import ColumnElement, Select, Table, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from domain.shared.entity import Record
from domain.shared.errors import NotFound
from persistence.mapper import Mapper
from persistence.statement import Statement
from persistence.tracker import Tracker

E = TypeVar("E", bound=Record)


def among(column: ColumnElement[UUID]) -> ColumnElement[bool]:
    """The column is one of the parameter `ids`."""
    return column == func.any(bindparam("ids", type_=ARRAY(Uuid)))


class Store(Generic[E]):
    """The statements for one entity class: made once per process, shared by all repositories of the class."""

    def __init__(self, entity: type[E], table: Table) -> None:
        self.entity = entity
        self.table = table
        self.mapper = Mapper(entity, table)

    def select(self, *where: ColumnElement[bool]) -> Select[tuple[object, ...]]:
        """The entity's columns, of the firm."""
        columns = [self.table.columns[name] for name in self.mapper.columns]
        return select(*columns).where(self.table.c.firm_id == bindparam("firm_id"), *where)

    @cached_property
    def by_id(self) -> Statement:
        """One by its id."""
        return Statement(self.select(self.table.c.id == bindparam("id")))

    @cached_property
    def by_id_locked(self) -> Statement:
        """One by its id, locked for this transaction."""
        return Statement(self.select(self.table.c.id == bindparam("id")).with_for_update())

    @cached_property
    def by_ids(self) -> Statement:
        """Many by their ids."""
        return Statement(self.select(among(self.table.c.id)))

    @cached_property
    def ids_kept(self) -> Statement:
        """Which of these ids there are, none of them to be deleted before the end of this transaction."""
        table = self.table
        ids = select(table.c.id).where(table.c.firm_id == bindparam("firm_id"), among(table.c.id))
        return Statement(ids.order_by(table.c.id).with_for_update(read=True, key_share=True))


class Repository(Generic[E]):
    """The things of one kind, of one firm."""

    store: Store[E]

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker

    async def get(self, id: UUID) -> E:  # noqa: A002 - the product's word
        """The one with this id.

        Raises NotFound.
        """
        return self._found(await self._one(self.store.by_id, id=id))

    async def locked(self, id: UUID) -> E:  # noqa: A002
        """The one with this id; nobody else changes it until commit.

        Raises NotFound.
        """
        return self._found(await self._one(self.store.by_id_locked, id=id))

    async def many(self, ids: Iterable[UUID]) -> list[E]:
        """Those with these ids, in their order.

        Raises NotFound when one is missing.
        """
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return []
        found = {e.id: e for e in await self._all(self.store.by_ids, ids=wanted)}
        if len(found) < len(wanted):
            raise NotFound(self.store.entity.kind)
        return [found[id_] for id_ in wanted]

    async def kept(self, ids: Iterable[UUID]) -> set[UUID]:
        """Those of the ids that are there; nobody deletes them until commit."""
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return set()
        return {row["id"] for row in await self._rows(self.store.ids_kept, ids=wanted)}

    def add(self, entity: E) -> E:
        """Store a new one at commit."""
        self._tracker.add(entity, self.store.mapper)
        return entity

    def remove(self, entity: E) -> None:
        """Delete it at commit."""
        self._tracker.remove(entity, self.store.mapper)

    async def _rows(self, statement: Statement, **values: object) -> Sequence[Row]:
        return await self._tracker.transaction.rows(statement, firm_id=self._tracker.firm_id, **values)

    async def _run(self, statement: Statement, **values: object) -> None:
        await self._tracker.transaction.rows(statement, firm_id=self._tracker.firm_id, **values)

    async def _all(self, statement: Statement, **values: object) -> list[E]:
        rows = await self._rows(statement, **values)
        return [self._tracker.loaded(row, self.store.mapper) for row in rows]

    async def _one(self, statement: Statement, **values: object) -> E | None:
        row = await self._tracker.transaction.row(statement, firm_id=self._tracker.firm_id, **values)
        return None if row is None else self._tracker.loaded(row, self.store.mapper)

    def _found(self, entity: E | None) -> E:
        if entity is None:
            raise NotFound(self.store.entity.kind)
        return entity
