"""Every save of a pipeline is checked and makes a revision."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from domain.accounts.field_values import check_field_codes
from domain.client_statuses.check_client_statuses import check_client_statuses
from domain.pipelines.events import PipelineUpdated
from domain.pipelines.loops import check_loops
from domain.pipelines.model import Automation, Pipeline, PipelineRevision
from domain.pipelines.ports import ActionCatalogue
from domain.pipelines.reach import check_reach, pipelines_reached
from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork


def revise(pipeline: Pipeline, changes: Sequence[str], uow: UnitOfWork, context: Context) -> None:
    """Note what the pipeline became: who, when, what changed.

    Raises RuleViolation when the first or last stage breaks its rules.
    """
    pipeline.renumber()
    pipeline.check_shape()
    pipeline.revision += 1
    pipeline.record(PipelineUpdated(changes=tuple(changes)), context)
    keep_revision(pipeline, changes, uow, context)


def keep_revision(pipeline: Pipeline, changes: Sequence[str], uow: UnitOfWork, context: Context) -> None:
    """Store the pipeline as it is now."""
    uow.pipelines.add_revision(
        PipelineRevision(
            firm_id=context.firm_id,
            id=context.new_id(),
            pipeline_id=pipeline.id,
            revision=pipeline.revision,
            changed_at=context.now,
            changed_by=context.actor,
            changes=list(changes),
            snapshot=pipeline.view(),
        )
    )


async def check_automations(
    pipeline: Pipeline,
    changed: Sequence[Automation],
    catalogue: ActionCatalogue,
    pointers: Mapping[UUID, str],
    uow: UnitOfWork,
    context: Context,
) -> None:
    """Each automation names an action that exists, with settings that make sense in the pipeline and in the firm;
    `changed` may be saved by whoever does it; and together they don't go round for ever. `pointers` are by automation id.

    Raises Invalid, AutomationsFormALoop, Forbidden.
    """
    texts: dict[str, str] = {}
    client_statuses: dict[str, str] = {}
    for automation in pipeline.automations:
        if automation.id in pointers:
            pointer = pointers[automation.id]
            catalogue.check(automation, pipeline, pointer)
            for name, text in catalogue.texts(automation).items():
                texts[f"{pointer}/settings/{name}"] = text
            for name, id_ in catalogue.client_statuses(automation).items():
                client_statuses[f"{pointer}/settings/{name}"] = id_
    await check_field_codes(texts, uow)
    await check_client_statuses(client_statuses, uow)
    reached = await pipelines_reached(pipeline, catalogue, uow)
    check_reach(changed, reached, catalogue, pointers, context)
    check_loops(pipeline, catalogue, reached, context.rights)
    check_author(changed, catalogue, context)


def check_author(automations: Iterable[Automation], catalogue: ActionCatalogue, context: Context) -> None:
    """Whoever saves an automation must hold the permission of its action (§6, rights).

    Raises Forbidden.
    """
    for automation in automations:
        permission = catalogue.permission(automation)
        if permission is not None:
            context.rights.require(permission)
