"""How automations fare: when each ran last, what failed lately, and what it points at that is gone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from domain.automations.ports import Tally
from domain.pipelines.model import Automation, Pipeline
from domain.pipelines.ports import ActionCatalogue
from domain.pipelines.references import mentions
from domain.pipelines.things import KIND_WORDS, Things, things_of
from domain.shared.context import Context
from domain.shared.errors import NotFound
from domain.unit_of_work import UnitOfWork

LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How one automation fares. `gone` names what it points at that is no longer there."""

    automation: Automation
    does: str
    tally: Tally | None
    gone: Sequence[str]

    @property
    def state(self) -> str:
        """The gravest that can be said of it."""
        if not self.automation.enabled:
            return "off"
        if self.gone:
            return "points_at_gone"
        if self.tally is None:
            return "never_ran"
        return "failing" if self.tally.failed else "well"

    def view(self) -> dict[str, object]:
        """The public object."""
        one, tally = self.automation, self.tally
        last = {"id": tally.run_id, "state": tally.state, "at": tally.at} if tally else None
        return {
            "automation_id": one.id,
            "pipeline_id": one.pipeline_id,
            "stage_id": one.stage_id,
            "status_id": one.status_id,
            "does": self.does,
            "state": self.state,
            "last_run": last,
            "succeeded": tally.succeeded if tally else 0,
            "failed": tally.failed if tally else 0,
            "gone": list(self.gone),
        }


async def automation_health(
    pipeline_id: UUID, catalogue: ActionCatalogue, uow: UnitOfWork, context: Context
) -> list[Health]:
    """Of all automations of a pipeline, in the order of its stages and statuses.

    Raises NotFound.
    """
    async with uow:
        pipeline = await uow.pipelines.current(pipeline_id)
        if not context.rights.sees_pipeline(pipeline.visible_to):
            raise NotFound("pipeline")
        tallies = await uow.runs.tallies(pipeline_id, since=context.now - LATELY)
        gone = _gone(pipeline, await things_of(uow, context), catalogue)
    return [
        Health(
            automation=automation,
            does=catalogue.describe(automation.action, automation.settings),
            tally=tallies.get(automation.id),
            gone=gone.get(automation.id, ()),
        )
        for automation in _in_order(pipeline)
    ]


def _in_order(pipeline: Pipeline) -> Iterator[Automation]:
    for owner in (*pipeline.stages, *pipeline.statuses):
        yield from pipeline.automations_of(owner.id)


def _gone(pipeline: Pipeline, things: Things, catalogue: ActionCatalogue) -> Mapping[UUID, list[str]]:
    """What each automation points at that is gone, in words."""
    found: dict[UUID, list[str]] = {}
    names = things.shown()
    for automation in pipeline.automations:
        alone = {"stages": [{"automations": [automation.view()]}]}
        for mentioned in mentions(alone, catalogue):
            if things.gone(mentioned):
                name = names[mentioned.kind].get(mentioned.value)
                words = f"{KIND_WORDS[mentioned.kind]}{f' “{name}”' if name else ''}"
                found.setdefault(automation.id, []).append(words)
    return found
