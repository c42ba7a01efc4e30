"""Install a pipeline of the library, with the tags and account roles that it speaks of."""

from domain.pipelines.import_pipeline import import_pipeline
from domain.pipelines.library.library import entry
from domain.pipelines.model import Pipeline
from domain.pipelines.ports import ActionCatalogue
from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork


async def install_pipeline(
    key: str, catalogue: ActionCatalogue, uow: UnitOfWork, context: Context
) -> Pipeline:
    """Make the pipeline; tags and account roles that the firm has by these names are used, missing ones are made.

    Raises NotFound, Forbidden.
    """
    async with uow:
        imported = await import_pipeline(entry(key).document(), catalogue, uow.nested(), context)
        await uow.commit(imported.pipeline)
    return imported.pipeline
