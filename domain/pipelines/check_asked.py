"""Whether the conditions of a pipeline that comes from elsewhere can be asked in this firm."""

from collections.abc import Iterator, Mapping, Sequence

from domain.accounts.custom_field import CustomField
from domain.pipelines.condition_limits import check_conditions
from domain.pipelines.conditions import Condition
from domain.pipelines.create_pipeline import CreatePipeline
from domain.pipelines.field_match import match_faults
from domain.shared.errors import Fault, Invalid

Asked = Iterator[tuple[str, Sequence[Condition]]]


def check_asked(command: CreatePipeline, fields: Sequence[CustomField]) -> None:
    """They are few enough to be read, and the firm's custom fields can have what they ask for.

    Raises Invalid.
    """
    known = {str(field.id): field for field in fields}
    for pointer, conditions in _asked(command):
        check_conditions(conditions, pointer)
        faults = list(_faults(conditions, pointer, known))
        if faults:
            raise Invalid(faults)


def _asked(command: CreatePipeline) -> Asked:
    """Each list of conditions, with its place."""
    for place, stage in enumerate(command.stages):
        yield f"/stages/{place}/conditions", stage.conditions
    lists = {
        "stages": [stage.automations for stage in command.stages],
        "statuses": [status.automations for status in command.statuses],
    }
    for key, owners in lists.items():
        for place, automations in enumerate(owners):
            for turn, automation in enumerate(automations):
                yield f"/{key}/{place}/automations/{turn}/conditions", automation.conditions


def _faults(
    conditions: Sequence[Condition], pointer: str, fields: Mapping[str, CustomField]
) -> Iterator[Fault]:
    for place, condition in enumerate(conditions):
        at = f"{pointer}/{place}"
        if condition.kind == "custom_field":
            field = fields[str(condition.ids[0])]
            yield from match_faults(field, condition.match, condition.values, at)
        yield from _faults(condition.conditions, f"{at}/conditions", fields)
