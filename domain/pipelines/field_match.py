"""What a condition asks of a custom field of the account."""

from collections.abc import Sequence

from domain.accounts.custom_field import CustomField, FieldType, Value, value_words
from domain.shared.errors import Fault

_ORDERED = frozenset({FieldType.NUMBER, FieldType.DATE})


def matches(match: str, values: Sequence[Value], present: Value | None) -> bool:
    """Whether the value that the account has, or None, is what is asked for. A field without a value is neither one of
    anything nor less or greater than it. Letter case makes no difference.
    """
    if match in ("is_set", "is_not_set"):
        return (present is not None) == (match == "is_set")
    if present is None:
        return False
    if match == "one_of":
        return _key(present) in [_key(value) for value in values]
    [bound] = values
    if isinstance(present, str) or isinstance(bound, str):  # dates, in ISO's order
        less, greater = str(present) < str(bound), str(present) > str(bound)
    else:
        less, greater = present < bound, present > bound
    return less if match == "less_than" else greater


def match_words(match: str, values: Sequence[Value], name: str, present: Value | None) -> str:
    """The condition in words, with what the account has."""
    shown = "not set" if present is None else value_words(present)
    return f"{name} {asked_words(match, values)} (it is {shown})"


def asked_words(match: str, values: Sequence[Value]) -> str:
    """What is asked of a field, in words."""
    if match == "one_of":
        return f"is {' or '.join(value_words(value) for value in values)}"
    if match in ("is_set", "is_not_set"):
        return match.replace("_", " ")
    dated = isinstance(values[0], str)
    less = match == "less_than"
    asked = ("is before" if less else "is after") if dated else f"is {match.replace('_', ' ')}"
    return f"{asked} {value_words(values[0])}"


def match_faults(field: CustomField, match: str, values: Sequence[Value], pointer: str) -> list[Fault]:
    """What is wrong with asking this of the field, each with its place below `pointer`."""
    if match in ("is_set", "is_not_set"):
        return []
    if match != "one_of" and field.type not in _ORDERED:
        sentence = f"Only numbers and dates are less or greater; “{field.name}” is neither."
        return [Fault(f"{pointer}/match", "match_not_possible", sentence)]
    places = (
        [f"{pointer}/in/{place}" for place in range(len(values))]
        if match == "one_of"
        else [f"{pointer}/than"]
    )
    wrong = {place: field.wrong(value) for place, value in zip(places, values, strict=True)}
    return [Fault(place, "custom_field_invalid", why) for place, why in wrong.items() if why is not None]


def _key(value: Value) -> Value:
    return value.casefold() if isinstance(value, str) else value
