"""Compare two revisions of a pipeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.pipelines.compare import compare
from domain.pipelines.difference import Difference
from domain.pipelines.ports import ActionCatalogue
from domain.pipelines.things import things_of
from domain.shared.context import Context
from domain.shared.errors import NotFound
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was changed from one revision to another."""

    revision: int
    to: int
    differences: Sequence[Difference]

    def view(self) -> dict[str, object]:
        """The public object."""
        return {
            "revision": self.revision,
            "to": self.to,
            "same": not self.differences,
            "differences": [one.view() for one in self.differences],
        }


async def compare_revisions(
    pipeline_id: UUID,
    number: int,
    to: int | None,
    catalogue: ActionCatalogue,
    uow: UnitOfWork,
    context: Context,
) -> Comparison:
    """What has to be done to revision `number` to get revision `to`, the present one when None.

    Raises NotFound.
    """
    async with uow:
        pipeline = await uow.pipelines.current(pipeline_id)
        if not context.rights.sees_pipeline(pipeline.visible_to):
            raise NotFound("pipeline")
        other = pipeline.revision if to is None else to
        before = await uow.pipelines.revision(pipeline_id, number)
        after = await uow.pipelines.revision(pipeline_id, other)
        names = (await things_of(uow, context)).shown()
    return Comparison(number, other, compare(before.snapshot, after.snapshot, names, catalogue))
