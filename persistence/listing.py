"""Lists as PostgreSQL builds them: each row is JSON text, paged by keyset."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import DateTime, Table, text

from persistence.statement import Statement
from persistence.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Rows:
    """A page: the rows as a JSON array, the keys of the last row when there are more, the total if it was asked for."""

    data: str
    last: tuple[str, str] | None
    total: int | None = None


def instant_json(expression: str) -> str:
    """SQL of an instant as JSON shows it: UTC with Z."""
    return f"""to_char({expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""


def fields(table: Table, alias: str, *names: str) -> dict[str, str]:
    """Columns by their names, as JSON shows them."""
    return {
        name: instant_json(f"{alias}.{name}")
        if isinstance(table.columns[name].type, DateTime)
        else f"{alias}.{name}"
        for name in names
    }


def json_object(shown: Mapping[str, str]) -> str:
    """SQL of a JSON object of these expressions."""
    return (
        "json_build_object("
        + ", ".join(f"'{name}', {expression}" for name, expression in shown.items())
        + ")"
    )


def compared(name: str, column: str, kind: str) -> dict[str, str]:
    """The four comparisons of a filter: name_lt, name_lte, name_gt, name_gte."""
    signs = {"lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
    return {
        f"{name}_{word}": f"{column} {sign} CAST(:{name}_{word} AS {kind})" for word, sign in signs.items()
    }


@dataclass(frozen=True, slots=True)
class Sort:
    """An order: an expression that is never NULL, its type, and whether it descends; the id breaks ties."""

    key: str
    kind: str
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One kind of list: what a row shows, where it comes from, how it may be sorted and filtered.

    A filter is SQL whose parameters are given under its name, or beside it. `always` holds for every row. Each
    combination is compiled once.
    """

    row: str
    source: str
    alias: str
    sorts: Mapping[str, Sort]
    filters: Mapping[str, str]
    always: str = "true"
    _statements: dict[tuple[frozenset[str], str, bool], Statement] = field(default_factory=dict)
    _totals: dict[frozenset[str], Statement] = field(default_factory=dict)

    async def page(
        self,
        transaction: Transaction,
        firm_id: UUID,
        filters: Mapping[str, object],
        *,
        sort: str,
        limit: int,
        after: Sequence[str] | None = None,
        total: bool = False,
    ) -> Rows:
        """One page of the rows that all filters hold for; a filter whose value is None is not asked for."""
        wanted = {name: value for name, value in filters.items() if value is not None}
        names = frozenset(wanted) & frozenset(self.filters)
        values = {**wanted, "firm_id": firm_id, "limit": limit + 1}
        if after is not None:
            values |= {"after_key": after[0], "after_id": after[1]}
        rows = await transaction.rows(self._statement(names, sort, after is not None), **values)
        page = rows[:limit]
        last = (page[-1]["key"], page[-1]["id"]) if len(rows) > limit else None
        counted = await transaction.value(self._total(names), **wanted, firm_id=firm_id) if total else None
        return Rows("[" + ",".join(row["row"] for row in page) + "]", last, counted)

    async def ids(
        self,
        transaction: Transaction,
        firm_id: UUID,
        filters: Mapping[str, object],
        *,
        sort: str,
        limit: int,
    ) -> list[UUID]:
        """The ids of the first rows that all filters hold for."""
        wanted = {name: value for name, value in filters.items() if value is not None}
        names = frozenset(wanted) & frozenset(self.filters)
        rows = await transaction.rows(
            self._statement(names, sort, False), **wanted, firm_id=firm_id, limit=limit
        )
        return [UUID(row["id"]) for row in rows]

    async def one(self, transaction: Transaction, firm_id: UUID, filters: Mapping[str, object]) -> str | None:
        """The first row that the filters hold for."""
        wanted = {name: value for name, value in filters.items() if value is not None}
        names = frozenset(wanted) & frozenset(self.filters)
        statement = self._statement(names, next(iter(self.sorts)), False)
        rows = await transaction.rows(statement, **wanted, firm_id=firm_id, limit=1)
        return rows[0]["row"] if rows else None

    def sql(self, names: frozenset[str], sort: str, paged: bool) -> str:
        """The statement of a combination of filters and order."""
        order = self.sorts[sort]
        where = self._where(names)
        if paged:
            sign = "<" if order.descending else ">"
            where += (
                f" AND ({order.key}, {self.alias}.id) {sign} "
                f"(CAST(CAST(:after_key AS text) AS {order.kind}), CAST(CAST(:after_id AS text) AS uuid))"
            )
        way = "DESC" if order.descending else "ASC"
        return (
            f"SELECT ({self.row})::text AS row, ({order.key})::text AS key, {self.alias}.id::text AS id "
            f"FROM {self.source} WHERE {where} ORDER BY {order.key} {way}, {self.alias}.id {way} LIMIT :limit"
        )

    def _where(self, names: frozenset[str]) -> str:
        clauses = [f"({self.filters[name]})" for name in sorted(names)]
        return " AND ".join([f"{self.alias}.firm_id = :firm_id", f"({self.always})", *clauses])

    def _statement(self, names: frozenset[str], sort: str, paged: bool) -> Statement:
        known = self._statements.get((names, sort, paged))
        if known is None:
            known = self._statements[names, sort, paged] = Statement(text(self.sql(names, sort, paged)))
        return known

    def _total(self, names: frozenset[str]) -> Statement:
        if names not in self._totals:
            counted = f"SELECT count(*) FROM {self.source} WHERE {self._where(names)}"
            self._totals[names] = Statement(text(counted))
        return self._totals[names]


NEWEST = {"-created_at": True, "created_at": False}


def by_creation(alias: str) -> dict[str, Sort]:
    """Newest first, or oldest first."""
    return {
        name: Sort(f"{alias}.created_at", "timestamptz", descending) for name, descending in NEWEST.items()
    }
