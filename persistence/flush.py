"""One commit, one statement: every insert and update of a unit of work as one data-modifying CTE."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import orjson
from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import JSONB

from persistence.mapper import to_json
from persistence.statement import DIALECT
from persistence.transaction import Transaction

# Beyond this many rows of one shape they travel as one JSON value, so that the statement's text stays the same.
_FEW = 4


@dataclass(frozen=True, slots=True)
class _Step:
    table: Table
    columns: tuple[str, ...]
    count: int
    update: bool
    guarded: bool


@dataclass(slots=True)
class Changes:
    """The rows to write, gathered by table and shape."""

    inserts: dict[tuple[Table, tuple[str, ...]], list[Mapping[str, object]]] = field(default_factory=dict)
    updates: dict[tuple[Table, tuple[str, ...], bool], list[Mapping[str, object]]] = field(
        default_factory=dict
    )

    def insert(self, table: Table, row: Mapping[str, object]) -> None:
        """Write a new row."""
        self.inserts.setdefault((table, tuple(row)), []).append(row)

    def update(self, table: Table, row: Mapping[str, object], *, was_version: int | None) -> None:
        """Write the given columns of the row with this firm_id and id, if its version still is `was_version`."""
        guarded = was_version is not None
        if guarded:
            row = {**row, "was_version": was_version}
        self.updates.setdefault((table, tuple(row), guarded), []).append(row)

    async def write(self, transaction: Transaction) -> Mapping[Table, tuple[int, int]]:
        """Write all of it in one statement; tell each table whose guarded updates missed: (expected, written)."""
        steps: list[_Step] = []
        arguments: list[object] = []
        for (table, columns, guarded), rows in self.updates.items():
            steps.append(_Step(table, columns, min(len(rows), _FEW + 1), update=True, guarded=guarded))
            arguments += _arguments(table, columns, rows)
        for (table, columns), rows in self.inserts.items():
            steps.append(_Step(table, columns, min(len(rows), _FEW + 1), update=False, guarded=False))
            arguments += _arguments(table, columns, rows)
        if not steps:
            return {}
        written = await transaction.driver.fetchrow(_statement(tuple(steps)), *arguments)
        expected = [len(rows) for rows in self.updates.values()]
        missed: dict[Table, tuple[int, int]] = {}
        for step, count, wanted in zip(steps, written or (), expected, strict=False):
            if count != wanted:
                missed[step.table] = (wanted, count)
        return missed


def _arguments(
    table: Table, columns: Sequence[str], rows: Sequence[Mapping[str, object]]
) -> Iterable[object]:
    if len(rows) > _FEW:
        documents = [c for c in columns if c in table.columns and isinstance(table.columns[c].type, JSONB)]
        # Their values are JSON text already: it goes in as it is.
        return [to_json([{**row, **{c: _document(row[c]) for c in documents}} for row in rows])]
    return [row[column] for row in rows for column in columns]


def _document(value: object) -> object:
    return None if value is None else orjson.Fragment(str(value))


@cache
def _statement(steps: tuple[_Step, ...]) -> str:
    """The CTE for these steps; its last line counts the rows that each update reached."""
    parts, counts, parameter = [], [], 1
    for index, step in enumerate(steps):
        source, parameter = _source(step, parameter)
        name = f"s{index}"
        if step.update:
            parts.append(f"{name} AS ({_update(step, source)})")
            counts.append(f"(SELECT count(*) FROM {name})")
        else:
            names = ", ".join(step.columns)
            parts.append(f"{name} AS (INSERT INTO {step.table.name} ({names}) SELECT {names} FROM {source})")
    return f"WITH {', '.join(parts)} SELECT {', '.join(counts) or 'NULL'}"


def _update(step: _Step, source: str) -> str:
    sets = ", ".join(f"{c} = r.{c}" for c in step.columns if c not in ("firm_id", "id", "was_version"))
    guard = " AND t.version = r.was_version" if step.guarded else ""
    return (
        f"UPDATE {step.table.name} t SET {sets} FROM {source} "
        f"WHERE t.firm_id = r.firm_id AND t.id = r.id{guard} RETURNING 1"
    )


def _source(step: _Step, parameter: int) -> tuple[str, int]:
    types = [_type(step.table, column) for column in step.columns]
    if step.count > _FEW:
        shape = ", ".join(f"{c} {t}" for c, t in zip(step.columns, types, strict=True))
        return f"jsonb_to_recordset(${parameter}::jsonb) AS r({shape})", parameter + 1
    lines = []
    for _ in range(step.count):
        lines.append("(" + ", ".join(f"${parameter + i}::{t}" for i, t in enumerate(types)) + ")")
        parameter += len(types)
    return f"(VALUES {', '.join(lines)}) AS r({', '.join(step.columns)})", parameter


def _type(table: Table, column: str) -> str:
    return "integer" if column == "was_version" else table.columns[column].type.compile(dialect=DIALECT)
