"""Rows to entities and back, by name: a dataclass field and a column of the same name are the same thing."""

import dataclasses
from collections.abc import Callable, Mapping
from copy import deepcopy
from enum import Enum
from types import UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import orjson
from asyncpg import Record as Row
from sqlalchemy import ARRAY, Table
from sqlalchemy.dialects.postgresql import JSONB

from domain.shared.entity import Record


def to_json(value: object) -> str:
    """JSON text of views, ids, dates and instants (UTC with Z)."""
    return orjson.dumps(value, default=_view, option=_OPTIONS).decode()


def _view(value: object) -> object:
    if isinstance(value, UUID):  # the driver's own kind of UUID
        return str(value)
    view = getattr(value, "view", None)
    if view is not None:
        return view()
    if isinstance(value, frozenset | set):
        return sorted(value, key=str)
    raise TypeError(type(value).__name__)


E = TypeVar("E", bound=Record)
_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_PASSTHROUGH_DATACLASS


class Mapper(Generic[E]):
    """How one entity class is stored in one table."""

    def __init__(self, entity: type[E], table: Table) -> None:
        self.entity = entity
        self.table = table
        hints = get_type_hints(entity)
        fields = {f.name for f in dataclasses.fields(entity) if f.init}
        self.columns = tuple(str(column.name) for column in table.columns if column.name in fields)
        self._json = frozenset(c.name for c in table.columns if isinstance(c.type, JSONB))
        self._arrays = frozenset(c.name for c in table.columns if isinstance(c.type, ARRAY))
        self._readers = tuple((name, builder(hints[name])) for name in self.columns)

    def load(self, row: Row | Mapping[str, Any], prefix: str = "") -> E:
        """The entity of a row, whose columns may carry a prefix."""
        values = {}
        for name, read in self._readers:
            value = row[prefix + name]
            values[name] = value if read is None or value is None else read(value)
        return self.entity(**values)

    def snapshot(self, entity: E) -> dict[str, object]:
        """The stored fields as they are now, safe from later changes."""
        values: dict[str, object] = {}
        for name in self.columns:
            value = getattr(entity, name)
            if isinstance(value, list | dict):
                value = deepcopy(value) if name in self._json else value.copy()
            values[name] = value
        return values

    def changes(self, entity: E, before: Mapping[str, object]) -> dict[str, object]:
        """The fields that differ from `before`, with their new values."""
        return {name: value for name in self.columns if (value := getattr(entity, name)) != before[name]}

    def stored(self, name: str, value: object) -> object:
        """A field's value as the driver takes it."""
        if name in self._json and value is not None:
            return to_json(value)
        if name in self._arrays and value is not None:
            return list(value)  # type: ignore[call-overload]
        return value


def builder(hint: object) -> Callable[[Any], Any] | None:
    """How a stored value becomes a value of `hint`; None when it is one already."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return next((build for arg in inner if (build := builder(arg))), None)
    if origin in (list, tuple, frozenset):
        item = builder(inner[0])
        if item is None and origin is list:
            return None
        return origin if item is None else (lambda values: origin(item(v) for v in values))
    if isinstance(hint, type):
        if issubclass(hint, Enum):
            return hint
        from_view: Callable[[Any], Any] | None = getattr(hint, "from_view", None)
        return from_view
    return None
