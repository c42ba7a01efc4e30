"""What every repository offers to use-cases."""

from collections.abc import Iterable
from typing import Protocol, TypeVar
from uuid import UUID

from domain.shared.entity import Record

E = TypeVar("E", bound=Record)


class Repository(Protocol[E]):
    """The things of one kind, of one firm. What is loaded or added is written at commit if it changed."""

    async def get(self, id: UUID, /) -> E:  # noqa: A002 - the product's word
        """The one with this id.

        Raises NotFound.
        """
        ...

    async def locked(self, id: UUID, /) -> E:  # noqa: A002
        """The one with this id; nobody else changes it until commit.

        Raises NotFound.
        """
        ...

    async def many(self, ids: Iterable[UUID], /) -> list[E]:
        """Those with these ids, in their order.

        Raises NotFound when one is missing.
        """
        ...

    async def kept(self, ids: Iterable[UUID], /) -> set[UUID]:
        """Those of the ids that are there; nobody deletes them until commit."""
        ...

    def add(self, entity: E, /) -> E:
        """Store a new one at commit."""
        ...

    def remove(self, entity: E, /) -> None:
        """Delete it at commit."""
        ...
