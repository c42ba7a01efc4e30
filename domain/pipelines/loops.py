"""Automations that would go round for ever, with no human act between, are refused when they are saved (§6, loops)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from domain.pipelines.conditions import Condition
from domain.pipelines.field_match import matches
from domain.pipelines.model import Automation, Pipeline, Repeat
from domain.pipelines.ports import ActionCatalogue
from domain.shared.errors import RuleViolation
from domain.shared.rights import EVERYTHING, Rights


class AutomationsFormALoop(RuleViolation):
    """Each leads to the next and the last to the first. The path is told."""

    code = "automations_form_a_loop"

    def __init__(self, path: Sequence[str]) -> None:
        shown = " → ".join(f"“{name}”" for name in path)
        super().__init__(
            f"These automations would go round for ever: {shown}. Let one of them run on the first visit only, or give "
            "them conditions that exclude each other.",
            details={"path": list(path)},
        )


@dataclass(frozen=True, slots=True)
class _Way:
    """The places passed and what holds along them. `once` when it needs a job's first visit of a place, `born` when a new
    job begins on it.
    """

    places: tuple[UUID, ...] = ()
    wanted: tuple[Condition, ...] = ()
    once: bool = False
    born: bool = False


def check_loops(
    pipeline: Pipeline,
    catalogue: ActionCatalogue,
    reached: Mapping[UUID, Pipeline] = MappingProxyType({}),
    rights: Rights = EVERYTHING,
) -> None:
    """No circle of automations that moves a job, gives it statuses or makes new jobs, without anybody doing anything.

    `reached` are the other pipelines to which its automations lead: a circle may go through them; those that whoever
    saves does not see are not named. One that runs on the first visit only breaks a circle, unless every round makes a
    new job; and so do conditions that can't hold together. Automove is no part of one: it needs an action item that
    somebody resolved.

    Raises AutomationsFormALoop.
    """
    homes = {
        place.id: home for home in (pipeline, *reached.values()) for place in (*home.stages, *home.statuses)
    }
    for start in homes:
        for circle in _circles(homes, catalogue, start, start, _Way()):
            if any(homes[place] is pipeline for place in circle):
                raise AutomationsFormALoop(_named(circle, homes, rights))


def _named(circle: Sequence[UUID], homes: Mapping[UUID, Pipeline], rights: Rights) -> list[str]:
    """The places by their names; with their pipelines, where the circle goes through several."""
    several = len({homes[place].id for place in circle}) > 1
    path = []
    for place in circle:
        home = homes[place]
        names = {stage.id: stage.name for stage in home.stages} | {one.id: one.name for one in home.statuses}
        whole = f"{home.name}: {names[place]}" if several else names[place]
        path.append(whole if rights.sees_pipeline(home.visible_to) else "a pipeline that you don't see")
    return path


def _circles(
    homes: Mapping[UUID, Pipeline], catalogue: ActionCatalogue, start: UUID, here: UUID, way: _Way
) -> Iterator[tuple[UUID, ...]]:
    """The ways from `here` back to `start`, over places not yet on the way."""
    places = (*way.places, here)
    for automation in homes[here].automations_of(here):
        to, born = _leads_to(automation, homes, catalogue)
        wanted = (*way.wanted, *automation.conditions)
        if to is None or not automation.enabled or _exclude_each_other(wanted):
            continue
        beyond = _Way(
            places,
            tuple(_about_accounts(wanted)) if born else wanted,
            way.once or automation.repeat is Repeat.FIRST_VISIT,
            way.born or born,
        )
        if to == start:
            # A round of several jobs is judged from where one of them begins: what held before it was another job's.
            if born or (len(places) > 1 and not beyond.once and not beyond.born):
                yield (*places, to)
        elif to not in places and to in homes:
            yield from _circles(homes, catalogue, start, to, beyond)


def _leads_to(
    automation: Automation, homes: Mapping[UUID, Pipeline], catalogue: ActionCatalogue
) -> tuple[UUID | None, bool]:
    """The place that comes next, and whether a new job begins there."""
    begins_in = catalogue.begins_in(automation)
    if begins_in is None:
        return catalogue.leads_to(automation), False
    first = next((home.stages[0].id for home in homes.values() if home.id == begins_in), None)
    return catalogue.begins_at(automation) or first, True


def _about_accounts(conditions: Sequence[Condition]) -> Iterator[Condition]:
    """Those that hold for another job of the same account too."""
    for condition in _opened(conditions):
        parts = tuple(_about_accounts(condition.conditions))
        if parts == condition.conditions and condition.kind not in ("priority", "assignee"):
            yield condition


def _exclude_each_other(conditions: Sequence[Condition]) -> bool:
    """Whether two of them can never hold for the same job at the same time."""
    flat = list(_opened(conditions))
    return any(_contradict(one, other) for place, one in enumerate(flat) for other in flat[place + 1 :])


def _opened(conditions: Sequence[Condition]) -> Iterator[Condition]:
    """The same, with the conditions of “all” groups in their place."""
    for condition in conditions:
        if condition.kind == "all":
            yield from _opened(condition.conditions)
        else:
            yield condition


def _contradict(one: Condition, other: Condition) -> bool:
    """Whether both can never hold; when in doubt they can."""
    for group, beside in ((one, other), (other, one)):
        if group.kind == "all":
            return any(_contradict(part, beside) for part in group.conditions)
        if group.kind == "any":
            return all(_contradict(part, beside) for part in group.conditions)
    if "none" in (one.kind, other.kind):
        return other in one.conditions or one in other.conditions
    if one.kind != other.kind or one.kind == "assignee":
        return False  # a job may have several assignees
    if one.kind == "custom_field":
        return one.ids == other.ids and _fields_contradict(one, other)
    if one.kind != "account_tags":  # a job has one priority, and its account one type
        return set(one.values).isdisjoint(other.values)
    wants, forbids = (one, other) if other.match == "none_of" else (other, one)
    if forbids.match != "none_of" or wants.match == "none_of":
        return False
    if wants.match == "all_of":
        return not set(wants.ids).isdisjoint(forbids.ids)
    return set(wants.ids) <= set(forbids.ids)


def _fields_contradict(one: Condition, other: Condition) -> bool:
    """The same for two conditions on one custom field, which has one value or none."""
    if "is_not_set" in (one.match, other.match):
        return one.match != other.match
    for listed, beside in ((one, other), (other, one)):
        if listed.match == "one_of":
            return not any(matches(beside.match, beside.values, value) for value in listed.values)
    if {one.match, other.match} == {"less_than", "greater_than"}:
        less, greater = (one, other) if one.match == "less_than" else (other, one)
        return not matches("greater_than", greater.values, less.values[0])
    return False
