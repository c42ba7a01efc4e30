"""Restore a revision: the pipeline becomes what it was, under the same ids, as one more save."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.jobs.model import Job
from domain.jobs.rehome_jobs import free_from_status, rehome_jobs
from domain.pipelines.bring_back import bring_back
from domain.pipelines.edit_pipeline import seen
from domain.pipelines.model import Pipeline, Stage
from domain.pipelines.ports import ActionCatalogue
from domain.pipelines.read_view import View
from domain.pipelines.references import mentions
from domain.pipelines.revise import check_automations, revise
from domain.pipelines.things import KIND_WORDS, things_of
from domain.pipelines.whereabouts import where
from domain.shared.context import Context
from domain.shared.errors import RuleViolation, StaleVersion
from domain.unit_of_work import UnitOfWork

_A = {kind: f"{'an' if words[0] in 'aeiou' else 'a'} {words}" for kind, words in KIND_WORDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreRevision:
    """Which revision, and where the jobs of the stages that it does not have go: the stage by the one they stand in."""

    pipeline_id: UUID
    number: int
    jobs_to: Mapping[UUID, UUID]
    expected_version: int | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """The pipeline, and what it speaks of that is no more, in words."""

    pipeline: Pipeline
    notes: tuple[str, ...]

    def view(self) -> dict[str, object]:
        """The public object."""
        return {"pipeline": self.pipeline.view(), "notes": self.notes}


async def restore_revision(
    command: RestoreRevision, catalogue: ActionCatalogue, uow: UnitOfWork, context: Context
) -> Restored:
    """Make the pipeline what it was. Jobs fire nothing: those of stages that go are put where the command says.

    Raises Forbidden, NotFound, Invalid, StaleVersion, RuleViolation (`stage_has_jobs` when no place is said).
    """
    context.rights.require("manage_pipelines")
    async with uow:
        pipeline = await seen(command.pipeline_id, uow, context)
        if command.expected_version not in (None, pipeline.version):
            raise StaleVersion("pipeline", pipeline.version)
        snapshot = (await uow.pipelines.revision(pipeline.id, command.number)).snapshot
        removed = await uow.pipelines.removed_from(pipeline.id)
        stages, statuses, was = pipeline.stages, pipeline.statuses, _content(pipeline)
        changed = bring_back(pipeline, removed, snapshot, context)
        await _rehome([stage for stage in stages if stage.removed_at], pipeline, command, uow, context)
        for status in statuses:
            if status.removed_at:
                await free_from_status(status, uow, context)
        await check_automations(pipeline, changed, catalogue, _pointers(pipeline), uow, context)
        if _content(pipeline) != was:
            revise(pipeline, [f"Restored revision {command.number}"], uow, context)
        restored = Restored(pipeline, await _gone(snapshot, catalogue, uow, context))
        await uow.commit(restored)
    return restored


async def _rehome(
    leaving: Sequence[Stage], pipeline: Pipeline, command: RestoreRevision, uow: UnitOfWork, context: Context
) -> None:
    """Put the jobs of stages that go where the command says.

    Raises RuleViolation when it does not say it, NotFound when there is no such stage.
    """
    standing = {stage.id: await uow.jobs.standing_in(stage.id) for stage in leaving}
    homeless = [stage for stage in leaving if standing[stage.id] and stage.id not in command.jobs_to]
    if homeless:
        raise _stages_have_jobs(homeless, standing)
    for stage in leaving:
        if standing[stage.id]:
            target = pipeline.stage(command.jobs_to[stage.id])
            await rehome_jobs(standing[stage.id], stage, target, uow, context)


def _stages_have_jobs(stages: Sequence[Stage], standing: Mapping[UUID, Sequence[Job]]) -> RuleViolation:
    told = [{"id": one.id, "name": one.name, "jobs": len(standing[one.id])} for one in stages]
    jobs = sum(len(standing[one.id]) for one in stages)
    names = ", ".join(f"“{one.name}”" for one in stages)
    return RuleViolation(
        f"{jobs} job(s) stand in {names}, which that revision does not have. Say to which stage they go.",
        code="stage_has_jobs",
        details={"jobs": jobs, "stages": told},
    )


def _pointers(pipeline: Pipeline) -> dict[UUID, str]:
    """Where in the revision's snapshot each automation stands."""
    told: dict[UUID, str] = {}
    for key, owners in (("stages", pipeline.stages), ("statuses", pipeline.statuses)):
        for place, owner in enumerate(owners):
            for turn, automation in enumerate(pipeline.automations_of(owner.id)):
                told[automation.id] = f"/snapshot/{key}/{place}/automations/{turn}"
    return told


async def _gone(
    snapshot: View, catalogue: ActionCatalogue, uow: UnitOfWork, context: Context
) -> tuple[str, ...]:
    """What the revision speaks of that the firm does not have any more."""
    things = await things_of(uow, context)
    gone = [one for one in mentions(snapshot, catalogue) if things.gone(one)]
    told = (f"{where(snapshot, one.place)} speaks of {_A[one.kind]} that is gone." for one in gone)
    return tuple(dict.fromkeys(told))


def _content(pipeline: Pipeline) -> dict[str, object]:
    """What a revision keeps, but for what changes with each."""
    return {
        key: value
        for key, value in pipeline.view().items()
        if key not in ("version", "revision", "updated_at")
    }
