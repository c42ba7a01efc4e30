"""Automations that bring or make jobs in other pipelines: which these are, and whether what is said of them is so."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from domain.pipelines.model import Automation, Pipeline
from domain.pipelines.ports import ActionCatalogue
from domain.shared.context import Context
from domain.shared.errors import NotFound
from domain.unit_of_work import UnitOfWork


async def pipelines_reached(
    pipeline: Pipeline, catalogue: ActionCatalogue, uow: UnitOfWork
) -> Mapping[UUID, Pipeline]:
    """The other pipelines in which its automations bring or make jobs, and those in which theirs do, and so on."""
    found: dict[UUID, Pipeline] = {}
    waiting = [pipeline]
    while waiting:
        for into in {_into(automation, catalogue) for automation in waiting.pop().automations}:
            if into is None or into == pipeline.id or into in found:
                continue
            try:
                found[into] = await uow.pipelines.current(into)
            except NotFound:
                continue  # it was deleted: the automation leads nowhere
            waiting.append(found[into])
    return found


def check_reach(
    automations: Iterable[Automation],
    reached: Mapping[UUID, Pipeline],
    catalogue: ActionCatalogue,
    pointers: Mapping[UUID, str],
    context: Context,
) -> None:
    """Each of these automations leads to a stage that is there, or makes jobs, in a pipeline that whoever saves it sees.

    Raises Invalid.
    """
    for automation in automations:
        into = _into(automation, catalogue)
        if into is None:
            continue
        there = reached.get(into)
        seen = there is not None and context.rights.sees_pipeline(there.visible_to)
        catalogue.check_elsewhere(automation, there if seen else None, pointers[automation.id])


def _into(automation: Automation, catalogue: ActionCatalogue) -> UUID | None:
    return catalogue.leads_into(automation) or catalogue.begins_in(automation)
