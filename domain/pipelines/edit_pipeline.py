"""Change a pipeline's own facts: name, settings, who sees it; archive, restore, delete, copy."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from domain.pipelines.check_board import check_board, named_by
from domain.pipelines.create_pipeline import CreatePipeline, take_over_pipeline
from domain.pipelines.events import PipelineArchived, PipelineDeleted, PipelineRestored
from domain.pipelines.export_pipeline import own_labels
from domain.pipelines.labels import free_name
from domain.pipelines.model import Pipeline, PipelineStatus
from domain.pipelines.ports import ActionCatalogue
from domain.pipelines.read_view import read_pipeline
from domain.pipelines.references import Reference, translated
from domain.pipelines.revise import revise
from domain.shared.context import Context
from domain.shared.errors import NotFound, RuleViolation, StaleVersion
from domain.unit_of_work import UnitOfWork

_WORDS: Mapping[str, str] = {"name": "Name", "settings": "Settings", "visible_to": "Who sees it"}


async def update_pipeline(
    pipeline_id: UUID,
    values: Mapping[str, object],
    uow: UnitOfWork,
    context: Context,
    *,
    expected_version: int | None = None,
) -> Pipeline:
    """Set name, settings or visible_to.

    Raises Forbidden, NotFound, Invalid, WouldNotSeeIt, StaleVersion.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        pipeline = await seen(pipeline_id, uow, context)
        if expected_version not in (None, pipeline.version):
            raise StaleVersion("pipeline", pipeline.version)
        changed = [name for name in _WORDS if name in values and getattr(pipeline, name) != values[name]]
        known = named_by(pipeline)
        for name in changed:
            setattr(pipeline, name, values[name])
        if changed:
            await check_board(pipeline, uow, context, known=known)
            revise(pipeline, [f"{_WORDS[name]} changed" for name in changed], uow, context)
        await uow.commit(pipeline)
    return pipeline


async def set_pipeline_status(
    pipeline_id: UUID, status: PipelineStatus, uow: UnitOfWork, context: Context
) -> Pipeline:
    """Archive (closed to new jobs, everything kept) or restore.

    Raises Forbidden, NotFound.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        pipeline = await seen(pipeline_id, uow, context)
        if pipeline.status is not status:
            pipeline.status = status
            event = PipelineArchived() if status is PipelineStatus.ARCHIVED else PipelineRestored()
            pipeline.record(event, context)
        await uow.commit(pipeline)
    return pipeline


async def delete_pipeline(pipeline_id: UUID, uow: UnitOfWork, context: Context) -> None:
    """Delete a pipeline that holds no jobs. One that jobs are brought to or made in by automations or schedules stays.

    Raises Forbidden, NotFound, RuleViolation.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        pipeline = await seen(pipeline_id, uow, context)
        jobs = sum((await uow.pipelines.jobs_in(pipeline_id)).values())
        if jobs:
            raise RuleViolation(
                f"“{pipeline.name}” holds {jobs} job(s). Archive it instead: that keeps everything.",
                code="pipeline_has_jobs",
                details={"jobs": jobs},
            )
        await _check_unused(pipeline, uow, context)
        pipeline.deleted_at = context.now
        pipeline.record(PipelineDeleted(), context)
        await uow.commit()


async def _check_unused(pipeline: Pipeline, uow: UnitOfWork, context: Context) -> None:
    leading = [
        one.name if context.rights.sees_pipeline(one.visible_to) else "a pipeline that you don't see"
        for one in await uow.pipelines.leading_to(pipeline.id)
    ]
    uses = (
        [f"Automations of {', '.join(dict.fromkeys(leading))} lead to “{pipeline.name}”."] if leading else []
    )
    accounts = await uow.recurrences.accounts_naming(pipeline.id)
    if accounts:
        uses.append(f"Schedules of {', '.join(accounts)} make jobs in “{pipeline.name}”.")
    if uses:
        raise RuleViolation(
            f"{' '.join(uses)} Change them first.",
            code="pipeline_in_use",
            details={"pipelines": leading, "schedules_of": list(accounts)},
        )


async def copy_pipeline(
    pipeline_id: UUID, catalogue: ActionCatalogue, uow: UnitOfWork, context: Context
) -> Pipeline:
    """A copy with stages, automations and settings, without jobs; “(2)” after the name.

    Raises Forbidden, NotFound.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        pipeline = await uow.pipelines.current(pipeline_id)
        if not context.rights.sees_pipeline(pipeline.visible_to):
            raise NotFound("pipeline")
        taken = frozenset(await uow.pipelines.names_taken())
    command = replace(as_command(pipeline, catalogue), name=free_name(pipeline.name, taken))
    return await take_over_pipeline(command, catalogue, uow, context)


def as_command(pipeline: Pipeline, catalogue: ActionCatalogue) -> CreatePipeline:
    """What would create a pipeline like this one in the firm; settings name its stages and statuses."""
    own, itself = own_labels(pipeline), str(pipeline.id)

    def name(mentioned: Reference) -> str:
        is_itself = mentioned.kind == "pipeline" and mentioned.value == itself
        return "" if is_itself else own.get(mentioned.value, mentioned.value)

    return read_pipeline(translated(pipeline.view(), catalogue, name))


async def seen(pipeline_id: UUID, uow: UnitOfWork, context: Context) -> Pipeline:
    """The pipeline, locked for a change, if whoever asks may see it.

    Raises NotFound.
    """
    pipeline = await uow.pipelines.locked(pipeline_id)
    if not context.rights.sees_pipeline(pipeline.visible_to):
        raise NotFound("pipeline")
    return pipeline
