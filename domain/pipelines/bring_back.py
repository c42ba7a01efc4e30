"""Make a pipeline again what a snapshot says: stages, statuses and automations come back with their ids."""

from collections.abc import Sequence
from uuid import UUID

from domain.pipelines.model import Automation, CustomStatus, Pipeline, Stage
from domain.pipelines.ports import Removed
from domain.pipelines.read_view import View, listed, read_automations, read_pipeline, read_stage, read_status
from domain.shared.context import Context


def bring_back(pipeline: Pipeline, removed: Removed, snapshot: View, context: Context) -> list[Automation]:
    """Change the pipeline; tells the automations that are not as they were a moment ago. What it has since is taken out."""
    before = {automation.id: automation.view() for automation in pipeline.automations}
    wanted = read_pipeline(snapshot)
    pipeline.name, pipeline.settings = wanted.name, dict(wanted.settings)
    pipeline.visible_to = None if wanted.visible_to is None else list(wanted.visible_to)
    stages = {stage.id: stage for stage in (*removed.stages, *pipeline.stages)}
    statuses = {status.id: status for status in (*removed.statuses, *pipeline.statuses)}
    known = {one.id: one for one in (*removed.automations, *pipeline.automations)}
    for parts in (pipeline.stages, pipeline.statuses, pipeline.automations):
        _take_out(parts, context)
    pipeline.stages, pipeline.statuses, pipeline.automations = [], [], []
    for view in listed(snapshot, "stages"):
        stage = stages[_id(view)]
        read_stage(view).apply(stage)
        stage.removed_at = None
        pipeline.stages.append(stage)
        pipeline.automations += _automations(view, known, before, context)
    for view in listed(snapshot, "statuses"):
        status = statuses[_id(view)]
        read_status(view).apply(status)
        status.removed_at = None
        pipeline.statuses.append(status)
        pipeline.automations += _automations(view, known, before, context)
    return [one for one in pipeline.automations if one.view() != before.get(one.id)]


def _automations(
    owner: View, known: dict[UUID, Automation], before: dict[UUID, dict[str, object]], context: Context
) -> list[Automation]:
    told = []
    for position, spec in enumerate(read_automations(owner)):
        automation = known[UUID(str(spec.id))]
        spec.apply(automation, position)
        automation.removed_at = None
        if automation.id not in before and context.actor.type == "member":
            automation.author_id = context.actor.id  # who brings it back answers for it
        told.append(automation)
    return told


def _take_out(
    parts: Sequence[Stage] | Sequence[CustomStatus] | Sequence[Automation], context: Context
) -> None:
    for part in parts:
        part.removed_at = context.now


def _id(view: View) -> UUID:
    return UUID(str(view["id"]))
