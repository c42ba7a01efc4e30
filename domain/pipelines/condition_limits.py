"""How much a list of conditions may hold, so that people can still read it."""

from collections.abc import Sequence

from domain.pipelines.conditions import GROUPS, Condition
from domain.shared.errors import Fault, Invalid

DEEPEST = 3
MOST = 20


def check_conditions(conditions: Sequence[Condition], pointer: str) -> None:
    """Groups stand in groups at most 3 deep, with at most 20 conditions in all.

    Raises Invalid.
    """
    if sum(1 for condition in conditions for _ in condition.leaves()) > MOST:
        raise Invalid([Fault(pointer, "too_many_conditions", f"There can be at most {MOST} conditions.")])
    faults = [
        Fault(place, "conditions_too_deep", f"Groups can stand in one another at most {DEEPEST} deep.")
        for number, condition in enumerate(conditions)
        if (place := _too_deep(condition, f"{pointer}/{number}", DEEPEST)) is not None
    ]
    if faults:
        raise Invalid(faults)


def _too_deep(condition: Condition, pointer: str, left: int) -> str | None:
    """Where the first group is that is too deep."""
    if condition.kind not in GROUPS:
        return None
    if left == 0:
        return pointer
    places = (
        _too_deep(part, f"{pointer}/conditions/{number}", left - 1)
        for number, part in enumerate(condition.conditions)
    )
    return next((place for place in places if place is not None), None)
