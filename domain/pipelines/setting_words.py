"""What the settings of pipelines, stages and automations say, in words."""

from collections.abc import Mapping, Sequence

from domain.pipelines.conditions import Condition
from domain.pipelines.field_match import asked_words
from domain.pipelines.ports import Setting
from domain.pipelines.requirements import FIELDS
from domain.pipelines.things import KIND_WORDS
from domain.pipelines.trigger import Trigger

Names = Mapping[str, Mapping[str, str]]
"""Names of things by kind and id."""

TITLES: Mapping[str, str] = {
    "name": "Name",
    "color": "Colour",
    "automove": "Automove",
    "conditions": "Conditions",
    "limit": "Time limit",
    "requirements": "Entry requirements",
    "wip_limit": "WIP limit",
    "action": "Action",
    "on_failure": "After a failure",
    "repeat": "Repeat",
    "trigger": "When",
    "enabled": "Switched on",
    "visible_to": "Who sees it",
    "settings.sort": "Order of the cards",
    "settings.card_facts": "Facts on the cards",
    "settings.schedule": "Suggested schedule",
    "role_ids": "Account roles",
}
"""What the settings are called."""

NOTHING = "none"
_MATCHES: Mapping[str, str] = {"all_of": "all of", "any_of": "any of", "none_of": "none of"}


def title_of(field: str) -> str:
    """What a setting is called; one that has no title here by its own name."""
    return TITLES.get(field) or field.removeprefix("settings.").replace("_", " ").capitalize()


def words_of(field: str, value: object, names: Names) -> str:
    """What a setting of a pipeline, stage or automation says."""
    if field == "visible_to":
        return "everyone" if value is None else _named(value, "member", names) or "owner and admins only"
    if value in (None, [], {}):
        return NOTHING
    if field == "conditions":
        return " and ".join(condition_words(one, names) for one in _items(value))
    if field == "requirements":
        return ", ".join(_requirement(one) for one in _items(value))
    if isinstance(value, Mapping):
        return _object(field, value, names)
    return plain(value)


def setting_words(setting: Setting, value: object, names: Names) -> str:
    """What a setting of an action says."""
    if not setting.refers_to or not value:
        return setting.words.get(str(value)) or plain(value)
    if isinstance(value, list):
        return _named(value, setting.refers_to, names)
    return _name(str(value), setting.refers_to, names)


def condition_words(condition: Mapping[str, object], names: Names) -> str:
    """What a condition asks for."""
    kind, inner = str(condition.get("kind")), condition.get("conditions")
    if isinstance(inner, list):
        parts = [condition_words(one, names) for one in inner]
        told = (" and " if kind == "all" else " or ").join(parts)
        return f"{'none of ' if kind == 'none' else ''}({told})"
    if kind == "custom_field":
        asked = Condition.from_view(condition)
        return f"{_name(str(condition['field']), 'field', names)} {asked_words(asked.match, asked.values)}"
    if kind == "account_tags":
        match = _MATCHES[str(condition["match"])]
        return f"the account has {match} {_named(condition['tags'], 'tag', names)}"
    if kind == "assignee":
        return f"the job is assigned to {_named(condition['in'], 'member', names)}"
    return f"{kind.replace('_', ' ')} is {' or '.join(str(one) for one in _items(condition['in']))}"


def plain(value: object) -> str:
    """A value of JSON's own types."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, list):
        return ", ".join(plain(one) for one in value)
    return str(value).replace("_", " ") if str(value).islower() and " " not in str(value) else str(value)


def _object(field: str, value: Mapping[str, object], names: Names) -> str:
    match field:
        case "limit":
            unit, amount = str(value.get("unit", "days")).replace("_", " "), value["amount"]
            return f"{amount} {unit.removesuffix('s') if amount == 1 else unit}"
        case "wip_limit":
            return f"{value['amount']} jobs ({'refuses' if value['mode'] == 'block' else 'asks'})"
        case "trigger":
            return Trigger.from_view(value).words()
        case _:
            told = (
                {**value, "role_ids": _named(value["role_ids"], "role", names)}
                if "role_ids" in value
                else value
            )
            return ", ".join(f"{title_of(str(key)).lower()} {plain(one)}" for key, one in told.items())


def _requirement(view: Mapping[str, object]) -> str:
    match view["kind"]:
        case "field":
            needs = FIELDS.get(str(view["field"]), str(view["field"]))
        case "permission":
            needs = f"the permission to {str(view['permission']).replace('_', ' ')}"
        case "tasks_done":
            needs = "all tasks done"
        case other:
            needs = str(other).replace("_", " ")
    return needs if view.get("mode") == "block" else f"{needs} (asks)"


def _named(ids: object, kind: str, names: Names) -> str:
    return ", ".join(_name(str(one), kind, names) for one in _items(ids))


def _name(id_: str, kind: str, names: Names) -> str:
    return names.get(kind, {}).get(id_) or f"a deleted {KIND_WORDS[kind]}"


def _items(value: object) -> Sequence[Mapping[str, object]]:
    return value if isinstance(value, list) else []
