from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields
from typing import Any

import typer

from cli.paths import ROOT

ACTIONS_PAGE = ROOT / "docs" / "guide" / "actions.md"

_WIDGETS: Mapping[str, str] = {
    "url": "a web address that begins with https://",
    "multiline": "text of several lines",
    "lines": "several texts",
    "role-list": "account roles",
    "member-list": "members",
    "tag-list": "tags",
    "pipeline": "another pipeline",
    "any-pipeline": "another pipeline, or this one",
    "stage": "a stage of the pipeline",
    "custom-status": "a custom status of the pipeline",
    "client-status": "a client-facing status",
    "days": "a number of days",
    "span": "a number",
}
_ITEMS: Mapping[str, str] = {
    "always": "It makes an **action item**: automove waits for it.",
    "sometimes": "It makes an **action item** when it is to wait: then automove waits for it, too.",
}
_TYPES: Mapping[type, str] = {bool: "yes or no", str: "text", int: "a number"}


def register(app: typer.Typer) -> None:
    """Add `tickmark docs`."""
    app.command()(docs)


def docs() -> None:
    """Write the pages of the guide that come from the code."""
    ACTIONS_PAGE.write_text(render_actions())


def render_actions() -> str:
    """The page about the actions of automations, from their registry."""
    from domain.automations.registry import ACTIONS

    lines = [
        "# What automations can do",
        "",
        "<!-- Written by `./dev run docs` from domain/automations/registry.py. -->",
        "",
        "An automation belongs to a stage and does one of these actions when a job enters it. The names in `code` are",
        "those of the API (`action` and `settings` of an automation).",
    ]
    for action in ACTIONS.values():
        lines += ["", f"## {action.title} · `{action.key}`", "", action.description]
        if action.action_item != "never":
            lines += ["", _ITEMS[action.action_item]]
        if action.outward:
            lines += [
                "",
                "It **leaves the firm**: after a move by a person it is held, and undo takes it back.",
            ]
        if action.permission:
            permission = action.permission.replace("_", " ")
            lines += ["", f"Saving it needs the permission “{permission}”."]
        lines += ["", "| setting | what | if left out |", "|---|---|---|", *_rows(action.settings)]
    return "\n".join(lines) + "\n"


def _rows(settings: Any) -> Iterator[str]:
    for field in fields(settings):
        title = field.metadata["title"]
        yield f"| {title} · `{field.name}` | {_kind(field)} | {_default(field)} |"


def _kind(field: Field[Any]) -> str:
    choices = field.metadata.get("enum")
    if choices:
        return ", ".join(f"`{choice}`" for choice in choices if choice)
    widget = field.metadata.get("widget")
    if widget:
        return _WIDGETS[widget]
    return _TYPES.get(field.type, "text") if isinstance(field.type, type) else "a number"


def _default(field: Field[Any]) -> str:
    if field.default is MISSING and field.default_factory is MISSING:
        return "must be given"
    if field.default in (MISSING, None, ""):
        return "nothing"
    if isinstance(field.default, bool):
        return "yes" if field.default else "no"
    return f"`{field.default}`"
