"""The menu of actions, with the JSON Schema that forms are drawn from."""

import dataclasses
from functools import cache
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    create_model,
)

from domain.automations.action import Action
from domain.automations.registry import ACTIONS

_TYPES: dict[object, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int | None: {"type": ["integer", "null"]},
    list[str]: {"type": "array", "items": {"type": "string"}},
}
# Settings are kept as they were sent: “no” must not pass for a yes.
_STRICT: dict[object, Any] = {bool: StrictBool, int | None: StrictInt | None}
_RULES = ("min_length", "max_length", "ge", "le")
_NAMES = {
    "title": "title",
    "min_length": "minLength",
    "max_length": "maxLength",
    "max_items": "maxItems",
    "ge": "minimum",
    "le": "maximum",
    "enum": "enum",
    "enum_titles": "x-enum-titles",
    "widget": "x-widget",
    "if": "x-if",
    "beside": "x-beside",
    "shortcodes": "x-shortcodes",
}


@cache
def catalogue() -> dict[str, object]:
    """Every action of the catalogue."""
    return {"data": [_entry(action) for action in ACTIONS.values()]}


def _entry(action: Action) -> dict[str, object]:
    return {
        "key": action.key,
        "title": action.title,
        "description": action.description,
        "settings_schema": settings_schema(action),
        "makes_action_item": action.action_item != "never",
        "action_item": action.action_item,
        "outward": action.outward,
    }


@cache
def settings_checker(key: str) -> type[BaseModel]:
    """The checker of an action's settings: the same dataclass, as a strict body."""
    shapes: dict[str, Any] = {}
    for field in dataclasses.fields(ACTIONS[key].settings):
        rules = {name: field.metadata[name] for name in _RULES if name in field.metadata}
        kind: Any = _STRICT.get(field.type, field.type)
        if "enum" in field.metadata:
            kind = Literal[tuple(field.metadata["enum"])]
        elif field.metadata.get("widget", "").endswith("-list"):
            kind = list[UUID]
        elif field.metadata.get("widget") == "lines":
            kind = list[Annotated[str, StringConstraints(min_length=1, max_length=rules["max_length"])]]
            rules = {"max_length": field.metadata["max_items"]}
        default = ... if field.default is dataclasses.MISSING else field.default
        if field.default_factory is not dataclasses.MISSING:
            default = field.default_factory()
        shapes[field.name] = (kind, Field(default, **rules))
    return create_model(f"{key}_settings", __config__=ConfigDict(extra="forbid"), **shapes)


def settings_schema(action: Action) -> dict[str, Any]:
    """The JSON Schema of an action's settings, from its dataclass: types from the fields, the rest from their metadata."""
    properties, required = {}, []
    for field in dataclasses.fields(action.settings):
        shape = dict(_TYPES[field.type])
        shape |= {_NAMES[key]: value for key, value in field.metadata.items()}
        if field.metadata.get("widget") == "lines":
            shape["items"] = {"type": "string", "minLength": 1, "maxLength": shape.pop("maxLength")}
        if field.default is not dataclasses.MISSING:
            shape["default"] = field.default
        elif field.default_factory is not dataclasses.MISSING:
            shape["default"] = field.default_factory()
        else:
            required.append(field.name)
        properties[field.name] = shape
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
