"""A sample of each type of event, made from the classes themselves, and the JSON Schema that all of its kind fit."""

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import orjson

from domain.accounts.custom_field import CustomField
from domain.accounts.import_model import Import
from domain.accounts.model import Account, AccountRole, Contact, Tag
from domain.automations.run import Run
from domain.client_statuses.model import ClientStatus
from domain.comments.model import Comment
from domain.firms.model import Firm, Member
from domain.jobs.model import Job
from domain.notifications.model import Notification
from domain.pipelines.model import Pipeline
from domain.recurrences.model import Recurrence
from domain.shared.context import Actor, Cause
from domain.shared.entity import Entity
from domain.shared.events import API_VERSION, Event
from domain.tasks.model import Task
from persistence.mapper import to_json

_ENTITIES: Mapping[str, type[Entity]] = {
    entity.kind: entity
    for entity in (
        Account,
        AccountRole,
        ClientStatus,
        Comment,
        Contact,
        CustomField,
        Firm,
        Import,
        Job,
        Member,
        Notification,
        Pipeline,
        Recurrence,
        Run,
        Tag,
        Task,
    )
}
_ID, _DAY = UUID("0198f3a2-6c1e-7c3b-9d44-5b1f0a7e2c10"), date(2027, 4, 15)
_TIME = datetime.fromisoformat("2027-04-15T14:30:00+00:00")
_WORDS: Mapping[str, str] = {
    "name": "2026 1040",
    "title": "Prepare the return",
    "email": "ada@rossi.example",
    "color": "blue",
    "time_zone": "America/New_York",
    "currency": "USD",
    "rule": "FREQ=MONTHLY",
    "priority": "medium",
    "unit": "month",
}
_WHOLE: Mapping[str, Any] = {
    "external_refs": [{"system": "quickbooks", "id": "1042", "url": "https://books.example/1042"}]
}
_FORMATS: Mapping[str, str] = {str(_ID): "uuid", str(_DAY): "date", "2027-04-15T14:30:00Z": "date-time"}
# Told by the firm, though it is about people.
_BY_THE_FIRM = frozenset({"member.invited", "member.invitation_withdrawn"})
Classes = tuple[type[Any], ...]


def sample_of(kind: type[Event]) -> dict[str, Any]:
    """An event of this class, as the feed and webhooks tell it."""
    event = _sampled(kind)
    entity = _teller(kind)
    told = {
        "id": _ID,
        "type": kind.type,
        "api_version": API_VERSION,
        "occurred_at": _TIME,
        "firm_id": _ID,
        "sequence": 7,
        "actor": Actor("member", _ID, "Olivia Hart"),
        "cause": Cause(root_id=_ID, event_id=_ID),
        "data": {"object": _sampled(entity).view(), **event.data()},
        "previous_attributes": {},
    }
    sample: dict[str, Any] = orjson.loads(to_json(told))
    return sample


def schema_of(kind: type[Event], sample: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON Schema of all events of this class. It is open: fields may be added."""
    entity = _teller(kind)
    data = {name: _schema(value, name, kind) for name, value in sample["data"].items() if name != "object"}
    thing = {name: _schema(value, name, entity) for name, value in sample["data"]["object"].items()}
    envelope = {name: _plain(value) for name, value in sample.items() if name != "data"}
    envelope["type"] = {"const": kind.type}
    envelope["cause"] = {"type": "object"}
    envelope["actor"] = {"type": "object", "required": ["type"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.type,
        "description": (kind.__doc__ or "").strip(),
        "type": "object",
        "required": list(sample),
        "properties": {
            **envelope,
            "data": {
                "type": "object",
                "required": ["object"],
                "properties": {"object": {"type": "object", "properties": thing}, **data},
            },
        },
    }


def _teller(kind: type[Event]) -> type[Entity]:
    """Whose event it is."""
    return Firm if kind.type in _BY_THE_FIRM else _ENTITIES[kind.type.split(".")[0]]


def _schema(value: Any, name: str, owner: type[Any]) -> dict[str, Any]:
    """The same; or null, where the field of this name may have no value."""
    kind, hint = _plain(value), get_type_hints(owner).get(name)
    if "type" in kind and (hint is None or type(None) in get_args(hint)):
        kind["type"] = [kind["type"], "null"]
    return kind


def _plain(value: Any) -> dict[str, Any]:
    """The schema of a value like this one."""
    match value:
        case bool():
            return {"type": "boolean"}
        case int() | float():
            return {"type": "number"}
        case str():
            return {"type": "string", **({"format": _FORMATS[value]} if value in _FORMATS else {})}
        case list():
            return {"type": "array", **({"items": {"type": _plain(value[0])["type"]}} if value else {})}
        case dict():
            return {"type": "object"}
        case _:
            return {}


def _sampled(cls: type[Any], within: Classes = ()) -> Any:
    """An instance with every field set; `within` are those of which it is a part."""
    hints = get_type_hints(cls)
    named = [one.name for one in dataclasses.fields(cls) if one.init]
    return cls(**{name: _value(hints[name], name, (*within, cls)) for name in named})


def _value(hint: Any, name: str, within: Classes) -> Any:
    parts = [part for part in get_args(hint) if part not in (type(None), ...)]
    origin = get_origin(hint) or hint
    if origin in (Union, UnionType):
        return _value(parts[0], name, within)
    if origin in _PLAIN:
        return _PLAIN[origin]
    if name in _WHOLE:
        return _WHOLE[name]
    if origin is str:
        return _WORDS.get(name, name.replace("_", " "))
    if origin in (list, tuple, frozenset):
        return origin([] if parts[0] in within else [_value(parts[0], name, within)])
    if isinstance(origin, type) and issubclass(origin, Enum):
        return next(iter(origin))
    if dataclasses.is_dataclass(origin) and isinstance(origin, type):
        return _sampled(origin, within)
    return {}


_PLAIN: Mapping[Any, Any] = {
    UUID: _ID,
    datetime: _TIME,
    date: _DAY,
    int: 1,
    float: 1.5,
    bool: True,
    bytes: b"",
}
