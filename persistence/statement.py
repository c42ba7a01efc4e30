"""Statements written with SQLAlchemy Core, compiled once, run on the driver."""

from collections.abc import Mapping
from functools import cached_property

from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler

DIALECT = PGDialect_asyncpg()  # type: ignore[no-untyped-call]


class Statement:
    """A Core statement, or SQL text with `:name` parameters made by `sqlalchemy.text`, compiled at first use."""

    def __init__(self, clause: ClauseElement) -> None:
        self._clause = clause

    @cached_property
    def _compiled(self) -> SQLCompiler:
        compiled = self._clause.compile(dialect=DIALECT)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError(f"{type(self._clause).__name__} is not a statement")
        return compiled

    @cached_property
    def sql(self) -> str:
        """The text, with `$1` parameters."""
        return str(self._compiled)

    @cached_property
    def _fixed(self) -> Mapping[str, object]:
        return {name: value for name, value in self._compiled.params.items() if value is not None}

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(self._compiled.positiontup or ())

    def arguments(self, values: Mapping[str, object]) -> list[object]:
        """The parameters in their order; a value not given and not fixed in the statement is an error."""
        fixed = self._fixed
        return [values[name] if name in values else fixed[name] for name in self._names]
