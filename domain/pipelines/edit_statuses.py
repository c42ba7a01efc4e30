"""Add and change the custom statuses of a pipeline."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from domain.pipelines.edit_pipeline import seen
from domain.pipelines.model import Automation, CustomStatus, Pipeline
from domain.pipelines.ports import ActionCatalogue
from domain.pipelines.revise import revise
from domain.pipelines.set_automations import replace_automations
from domain.pipelines.specs import CustomStatusSpec
from domain.shared.context import Context
from domain.shared.errors import Conflict, NotFound
from domain.unit_of_work import UnitOfWork

_WORDS: Mapping[str, str] = {"name": "renamed", "color": "colour changed", "automove": "automove switched"}


@dataclass(frozen=True, slots=True)
class AddedStatus:
    """A new custom status with its automations."""

    status: CustomStatus
    automations: list[Automation]


async def add_status(
    pipeline_id: UUID,
    spec: CustomStatusSpec,
    catalogue: ActionCatalogue,
    uow: UnitOfWork,
    context: Context,
) -> AddedStatus:
    """Add a custom status at the end.

    Raises Forbidden, NotFound, Invalid, Conflict when the name is taken.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        pipeline = await seen(pipeline_id, uow, context)
        _check_name(pipeline, spec.name)
        status = spec.build(pipeline_id, len(pipeline.statuses), context)
        pipeline.statuses.append(status)
        uow.pipelines.add_status(status)
        await replace_automations(pipeline, status, spec.automations, catalogue, uow, context)
        revise(pipeline, [f"Status “{status.name}” added"], uow, context)
        added = AddedStatus(status, pipeline.automations_of(status.id))
        await uow.commit(added)
    return added


async def update_status(
    status_id: UUID, values: Mapping[str, object], uow: UnitOfWork, context: Context
) -> Pipeline:
    """Set name, color or automove.

    Raises Forbidden, NotFound, Conflict when the name is taken.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        pipeline = await uow.pipelines.of_status(status_id)
        if not context.rights.sees_pipeline(pipeline.visible_to):
            raise NotFound("status")
        status = pipeline.custom_status(status_id)
        former = status.name
        changed = [name for name in _WORDS if name in values and getattr(status, name) != values[name]]
        if "name" in changed:
            _check_name(pipeline, str(values["name"]), besides=status_id)
        for name in changed:
            setattr(status, name, values[name])
        if changed:
            revise(pipeline, [f"Status “{former}”: {', '.join(_WORDS[n] for n in changed)}"], uow, context)
        await uow.commit(pipeline)
    return pipeline


def _check_name(pipeline: Pipeline, name: str, besides: UUID | None = None) -> None:
    taken = {status.name.casefold() for status in pipeline.statuses if status.id != besides}
    if name.casefold() in taken | {"active", "completed", "archived"}:
        raise Conflict(f"There is a status “{name}” already.", code="status_name_taken")
