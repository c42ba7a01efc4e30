"""What use-cases need to know of client-facing statuses."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from domain.client_statuses.model import ClientStatus
from domain.shared.ports import Repository


class ClientStatuses(Repository[ClientStatus], Protocol):
    """The firm's client-facing statuses."""

    async def all(self) -> Sequence[ClientStatus]:
        """Those that a job can be given, in order."""
        ...

    async def held(self, id: UUID, /) -> ClientStatus:  # noqa: A002 - the product's word
        """One that a job can be given; nobody removes it until commit.

        Raises NotFound.
        """
        ...

    async def used_by_pipelines(self, id: UUID, /) -> Sequence[str]:  # noqa: A002
        """The names of the pipelines whose automations give it to jobs."""
        ...
