"""Where a pipeline speaks of other things: tags, account roles, members, pipelines, stages and custom statuses.

Works on the public form of a pipeline, as snapshots and files have it; what has not that form is left as it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from domain.pipelines.ports import ActionCatalogue

# What the ids in a condition are: under which key, of which kind.
_IN_CONDITIONS: Mapping[str, tuple[str, str]] = {
    "account_tags": ("tags", "tag"),
    "assignee": ("in", "member"),
    "custom_field": ("field", "field"),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """One mention: the `kind` of thing (tag, field, role, member, client_status, pipeline,
    stage, status), its id or name, and where it
    stands (JSON pointer). A stage or status is one of the pipeline `inside`, of the pipeline itself when that is empty.
    """

    kind: str
    value: str
    place: str
    inside: str = ""


Change = Callable[[Reference], str | None]
"""What to write instead; None leaves the mention out."""


def translated(
    view: Mapping[str, object], catalogue: ActionCatalogue, change: Change, at: str = ""
) -> dict[str, object]:
    """The pipeline with every mention changed."""
    told = dict(view)
    if "visible_to" in told:
        told["visible_to"] = _list(told["visible_to"], "member", f"{at}/visible_to", change)
    for key in ("stages", "statuses"):
        owners = told.get(key)
        if isinstance(owners, list):
            told[key] = [
                _owner(owner, catalogue, change, f"{at}/{key}/{place}") for place, owner in enumerate(owners)
            ]
    settings = told.get("settings")
    if isinstance(settings, Mapping):
        told["settings"] = _of_board(settings, change, f"{at}/settings")
    return told


def mentions(view: Mapping[str, object], catalogue: ActionCatalogue) -> list[Reference]:
    """Every mention, in order."""
    found: list[Reference] = []

    def note(reference: Reference) -> str:
        found.append(reference)
        return reference.value

    translated(view, catalogue, note)
    return found


def translated_settings(
    action: str, settings: Mapping[str, object], catalogue: ActionCatalogue, change: Change, at: str = ""
) -> dict[str, object]:
    """An action's settings with every mention changed."""
    told, inside = dict(settings), ""
    known = [setting for setting in catalogue.settings(action) if setting.refers_to and setting.name in told]
    for setting in known:
        if setting.refers_to == "pipeline":
            inside = str(settings[setting.name] or "")
    for setting in known:
        kind, value, place = str(setting.refers_to), told[setting.name], f"{at}/{setting.name}"
        if isinstance(value, str) and value:
            of = inside if kind in ("stage", "status") else ""
            told[setting.name] = change(Reference(kind, value, place, of)) or ""
        elif isinstance(value, list):
            told[setting.name] = _list(value, kind, place, change)
    return told


def translated_conditions(conditions: object, change: Change, at: str) -> object:
    """Conditions with every mention changed; one that has lost all whom it asked for is left out."""
    if not isinstance(conditions, list):
        return conditions
    told = [_condition(condition, change, f"{at}/{place}") for place, condition in enumerate(conditions)]
    return [now for was, now in zip(conditions, told, strict=True) if was is None or now is not None]


def _of_board(settings: Mapping[str, object], change: Change, at: str) -> dict[str, object]:
    """A pipeline's own settings: the suggested schedule names account roles."""
    schedule = settings.get("schedule")
    if not isinstance(schedule, Mapping) or "role_ids" not in schedule:
        return dict(settings)
    roles = _list(schedule["role_ids"], "role", f"{at}/schedule/role_ids", change)
    return {**settings, "schedule": {**schedule, "role_ids": roles}}


def _owner(owner: object, catalogue: ActionCatalogue, change: Change, at: str) -> object:
    """A stage or custom status."""
    if not isinstance(owner, Mapping):
        return owner
    told = dict(owner)
    if "conditions" in told:
        told["conditions"] = translated_conditions(told["conditions"], change, f"{at}/conditions")
    automations = told.get("automations")
    if isinstance(automations, list):
        told["automations"] = [
            _automation(automation, catalogue, change, f"{at}/automations/{place}")
            for place, automation in enumerate(automations)
        ]
    return told


def _automation(automation: object, catalogue: ActionCatalogue, change: Change, at: str) -> object:
    if not isinstance(automation, Mapping):
        return automation
    told, settings = dict(automation), automation.get("settings")
    if isinstance(settings, Mapping):
        action = str(told.get("action"))
        told["settings"] = translated_settings(action, settings, catalogue, change, f"{at}/settings")
    if "conditions" in told:
        told["conditions"] = translated_conditions(told["conditions"], change, f"{at}/conditions")
    return told


def _condition(condition: object, change: Change, at: str) -> object:
    if not isinstance(condition, Mapping):
        return condition
    if isinstance(condition.get("conditions"), list):
        inner = translated_conditions(condition["conditions"], change, f"{at}/conditions")
        return {**condition, "conditions": inner} if inner or not condition["conditions"] else None
    key, kind = _IN_CONDITIONS.get(str(condition.get("kind")), ("", ""))
    if not condition.get(key):
        return condition
    if isinstance(condition[key], str):
        named = change(Reference(kind, str(condition[key]), f"{at}/{key}"))
        return {**condition, key: named} if named else None
    kept = _list(condition[key], kind, f"{at}/{key}", change)
    return {**condition, key: kept} if kept else None


def _list(values: object, kind: str, at: str, change: Change) -> object:
    if not isinstance(values, list):
        return values
    told: list[object] = []
    for place, value in enumerate(values):
        changed = value
        if isinstance(value, str | UUID):
            changed = change(Reference(kind, str(value), f"{at}/{place}"))
            if changed is None:
                continue
        told.append(changed)
    return told
