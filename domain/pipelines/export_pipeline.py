"""A pipeline as one document: what is of the firm is said by name, so that another firm can import it."""

from collections.abc import Mapping
from uuid import UUID

from domain.pipelines.labels import labels
from domain.pipelines.model import Pipeline
from domain.pipelines.ports import ActionCatalogue
from domain.pipelines.read_view import listed
from domain.pipelines.references import Reference, mentions, translated
from domain.pipelines.things import KIND_WORDS, Things, things_of
from domain.shared.context import Context
from domain.shared.errors import NotFound
from domain.unit_of_work import UnitOfWork

FORMAT = "tickmark.pipeline"
VERSION = 1
# Ids and order: a list says both.
_NOT_TOLD = frozenset({"id", "pipeline_id", "position"})


async def export_pipeline(
    pipeline_id: UUID, catalogue: ActionCatalogue, uow: UnitOfWork, context: Context
) -> dict[str, object]:
    """The document of a pipeline.

    Raises NotFound.
    """
    async with uow:
        pipeline = await uow.pipelines.current(pipeline_id)
        if not context.rights.sees_pipeline(pipeline.visible_to):
            raise NotFound("pipeline")
        things = await things_of(uow, context)
    return document_of(pipeline, things, catalogue)


def document_of(pipeline: Pipeline, things: Things, catalogue: ActionCatalogue) -> dict[str, object]:
    """Settings, stages, statuses and automations, and the tags and account roles that they name."""
    told = translated(pipeline.view(), catalogue, _Naming(pipeline, things))
    named = mentions(told, catalogue)
    colors = {tag.name: tag.color for tag in things.tags}
    tags = sorted({one.value for one in named if one.kind == "tag"})
    return {
        "format": FORMAT,
        "version": VERSION,
        "name": pipeline.name,
        "settings": told["settings"],
        "visible_to": told["visible_to"],
        "tags": [{"name": name, "color": colors.get(name, "slate")} for name in tags],
        "roles": sorted({one.value for one in named if one.kind == "role"}),
        "stages": [_owner(stage) for stage in listed(told, "stages")],
        "statuses": [_owner(status) for status in listed(told, "statuses")],
    }


def own_labels(pipeline: Pipeline) -> dict[str, str]:
    """What a pipeline's own stages and statuses are called where their ids mean nothing, by id."""
    told: dict[str, str] = {}
    for things in (pipeline.stages, pipeline.statuses):
        told |= dict(zip([str(one.id) for one in things], labels([one.name for one in things]), strict=True))
    return told


class _Naming:
    """From ids to names. A deleted role or member is left out; another deleted thing is called so: whoever imports it is told."""

    def __init__(self, pipeline: Pipeline, things: Things) -> None:
        self._own, self._id, self._things = own_labels(pipeline), str(pipeline.id), things

    def __call__(self, mentioned: Reference) -> str | None:
        if mentioned.kind == "pipeline" and mentioned.value == self._id:
            return ""
        name = self._own.get(mentioned.value) or self._things.name(mentioned)
        if name is None and mentioned.kind not in ("role", "member"):
            return f"a deleted {KIND_WORDS[mentioned.kind]}"
        return name


def _owner(view: Mapping[str, object]) -> dict[str, object]:
    """A stage or status with its automations."""
    automations = [_told(automation) for automation in listed(view, "automations")]
    return {**_told(view), "automations": automations}


def _told(view: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in view.items() if key not in _NOT_TOLD}
