"""From the public form of a pipeline, as snapshots, copies and files have it, to what creates it.

What is not said has its default: revisions were kept before some settings existed.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from domain.pipelines.conditions import Condition
from domain.pipelines.create_pipeline import CreatePipeline
from domain.pipelines.model import OnFailure, Repeat
from domain.pipelines.requirements import Requirement, WipLimit
from domain.pipelines.specs import AutomationSpec, CustomStatusSpec, StageSpec
from domain.pipelines.trigger import ENTERED, Trigger

View = Mapping[str, object]


def read_pipeline(view: View) -> CreatePipeline:
    """What would create a pipeline like this one; settings name its stages and statuses."""
    visible_to = view.get("visible_to")
    return CreatePipeline(
        name=str(view["name"]),
        stages=tuple(read_stage(stage) for stage in listed(view, "stages")),
        statuses=tuple(read_status(status) for status in listed(view, "statuses")),
        settings=mapped(view, "settings"),
        visible_to=tuple(UUID(str(one)) for one in visible_to) if isinstance(visible_to, list) else None,
    )


def read_stage(view: View) -> StageSpec:
    """The stage with its automations."""
    limit, room = mapped(view, "limit"), mapped(view, "wip_limit")
    return StageSpec(
        name=str(view["name"]),
        color=_text(view, "color"),
        automove=bool(view.get("automove")),
        conditions=_conditions(view),
        limit_amount=int(str(limit["amount"])) if limit else None,
        limit_unit=str(limit.get("unit", "days")),
        requirements=tuple(Requirement.from_view(one) for one in listed(view, "requirements")),
        wip_limit=WipLimit.from_view(room) if room else None,
        automations=read_automations(view),
    )


def read_status(view: View) -> CustomStatusSpec:
    """The custom status with its automations."""
    return CustomStatusSpec(
        name=str(view["name"]),
        color=_text(view, "color"),
        automove=bool(view.get("automove")),
        automations=read_automations(view),
    )


def read_automations(view: View) -> tuple[AutomationSpec, ...]:
    """The automations of a stage or custom status, in their order."""
    return tuple(_automation(one) for one in listed(view, "automations"))


def listed(view: View, key: str) -> Sequence[View]:
    """The objects of a list; none when there is no such list."""
    values = view.get(key)
    return values if isinstance(values, list) else []


def mapped(view: View, key: str) -> View:
    """An object; empty when there is none."""
    value = view.get(key)
    return value if isinstance(value, Mapping) else {}


def _automation(view: View) -> AutomationSpec:
    trigger = mapped(view, "trigger")
    return AutomationSpec(
        id=UUID(str(view["id"])) if view.get("id") else None,
        action=str(view["action"]),
        settings=mapped(view, "settings"),
        conditions=_conditions(view),
        on_failure=OnFailure(str(view.get("on_failure", OnFailure.GO_ON))),
        repeat=Repeat(str(view.get("repeat", Repeat.EVERY_VISIT))),
        trigger=Trigger.from_view(trigger) if trigger else ENTERED,
        enabled=bool(view.get("enabled", True)),
    )


def _conditions(view: View) -> tuple[Condition, ...]:
    return tuple(Condition.from_view(one) for one in listed(view, "conditions"))


def _text(view: View, key: str) -> str | None:
    value = view.get(key)
    return None if value is None else str(value)
