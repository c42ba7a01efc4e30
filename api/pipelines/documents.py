"""Pipelines as files: a file is checked like any other new pipeline, though it has names where that has ids."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal
from uuid import NAMESPACE_OID, uuid5

from pydantic import Field, WithJsonSchema, model_validator

from api.pipelines.condition_schemas import ConditionBody, FieldCondition, GroupCondition
from api.pipelines.conditions import misplaced
from api.pipelines.reading import check_settings
from api.pipelines.schemas import Color, NewPipeline
from api.schemas import Body, Ids, Name
from domain.automations.registry import CATALOGUE
from domain.pipelines.export_pipeline import FORMAT, VERSION
from domain.pipelines.references import Reference, mentions, translated
from domain.shared.errors import Fault, Invalid

_LONGEST_NAME, _LONGEST_EMAIL = 200, 320
_EMAILS = {"type": "array", "items": {"type": "string"}, "maxItems": 500}


class FileTag(Body):
    """A tag that the pipeline names."""

    name: Name
    color: Color = "slate"


class PipelineFile(NewPipeline):
    """An exported pipeline. It names tags, account roles, pipelines and stages, and members by their e-mail."""

    format: Literal["tickmark.pipeline"]
    version: Literal[1]
    visible_to: Annotated[Ids, WithJsonSchema(_EMAILS)] | None = None
    tags: Annotated[list[FileTag], Field(max_length=500)] = []
    roles: Annotated[list[Name], Field(max_length=500)] = []

    @model_validator(mode="before")
    @classmethod
    def _with_ids(cls, value: Any) -> Any:
        """Every name that could be one stands as an id from here on.

        Raises Invalid for what is no such file, or a newer one.
        """
        if not isinstance(value, Mapping):
            return value
        if value.get("format") != FORMAT:
            raise Invalid([Fault("/format", "format_unknown", "This is not an exported pipeline.")])
        if value.get("version") != VERSION:
            sentence = (
                f"This file is of version {value.get('version')!s:.20}; version {VERSION} can be read here."
            )
            raise Invalid([Fault("/version", "version_unknown", f"{sentence} Update Tickmark first.")])
        return translated(value, CATALOGUE, _as_id)

    def document(self, sent: Mapping[str, Any]) -> dict[str, object]:
        """The file, checked and whole, with its names again. `sent` is what was sent.

        Raises Invalid when an action's settings are no good.
        """
        for key, lists in (
            ("stages", [stage.automations for stage in self.stages]),
            ("statuses", [status.automations for status in self.statuses]),
        ):
            for place, automations in enumerate(lists):
                for turn, one in enumerate(automations):
                    pointer = f"/{key}/{place}/automations/{turn}"
                    check_settings(one.action, one.settings, pointer)
                    _check_conditions(one.conditions, f"{pointer}/conditions")
        for place, stage in enumerate(self.stages):
            _check_conditions(stage.conditions, f"/stages/{place}/conditions")
        names = {_as_id(one): one.value for one in mentions(sent, CATALOGUE)}
        whole = self.model_dump(mode="json", by_alias=True, exclude_none=True)
        whole["settings"] = self.settings.model_dump(mode="json", exclude_unset=True)
        return translated(whole, CATALOGUE, lambda one: names.get(one.value, one.value))


def _check_conditions(conditions: Sequence[ConditionBody], pointer: str) -> None:
    """Those of custom fields say what their match needs, no more.

    Raises Invalid.
    """
    for place, condition in enumerate(conditions):
        if isinstance(condition, GroupCondition):
            _check_conditions(condition.conditions, f"{pointer}/{place}/conditions")
        elif isinstance(condition, FieldCondition):
            faults = misplaced(condition, f"{pointer}/{place}")
            if faults:
                raise Invalid(faults)


def _as_id(mentioned: Reference) -> str:
    longest = _LONGEST_EMAIL if mentioned.kind == "member" else _LONGEST_NAME
    could_be = mentioned.value.strip() and len(mentioned.value) <= longest
    return str(uuid5(NAMESPACE_OID, mentioned.value)) if could_be else mentioned.value
