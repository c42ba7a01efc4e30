"""The menu of actions, with the JSON Schema that forms are drawn from."""

import dataclasses
from functools import cache
from typing import Any

from domain.automations.action import Action
from domain.automations.registry import ACTIONS

_TYPES: dict[object, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int | None: {"type": ["integer", "null"]},
    list[str]: {"type": "array", "items": {"type": "string"}},
}
_NAMES = {
    "title": "title",
    "min_length": "minLength",
    "max_length": "maxLength",
    "ge": "minimum",
    "le": "maximum",
    "enum": "enum",
    "enum_titles": "x-enum-titles",
    "widget": "x-widget",
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
        "makes_action_item": action.makes_action_item,
        "outward": action.outward,
    }


def settings_schema(action: Action) -> dict[str, Any]:
    """The JSON Schema of an action's settings, from its dataclass: types from the fields, the rest from their metadata."""
    properties, required = {}, []
    for field in dataclasses.fields(action.settings):
        shape = dict(_TYPES[field.type])
        shape |= {_NAMES[key]: value for key, value in field.metadata.items()}
        if field.default is not dataclasses.MISSING:
            shape["default"] = field.default
        elif field.default_factory is not dataclasses.MISSING:
            shape["default"] = field.default_factory()
        else:
            required.append(field.name)
        properties[field.name] = shape
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
