"""Client-facing statuses, stored."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import bindparam, text

from domain.client_statuses.model import ClientStatus
from persistence.client_statuses.tables import client_statuses
from persistence.repository import Repository, Store
from persistence.statement import Statement

_STATUSES = Store(ClientStatus, client_statuses)
_PRESENT = client_statuses.c.removed_at.is_(None)
_ALL = Statement(_STATUSES.select(_PRESENT).order_by(client_statuses.c.position, client_statuses.c.id))
_THIS = client_statuses.c.id == bindparam("id")
_HELD = Statement(_STATUSES.select(_PRESENT, _THIS).with_for_update(read=True, key_share=True))
_LOCKED = Statement(_STATUSES.select(_PRESENT, _THIS).with_for_update())
_USED_BY = Statement(
    text("""SELECT p.name FROM pipelines p WHERE p.firm_id = :firm_id AND p.deleted_at IS NULL AND EXISTS (
        SELECT 1 FROM automations u WHERE u.firm_id = p.firm_id AND u.pipeline_id = p.id AND u.removed_at IS NULL
            AND u.action = 'update_client_status' AND u.settings ->> 'status_id' = CAST(:status AS text))
        ORDER BY p.name""")
)


class ClientStatusRepository(Repository[ClientStatus]):
    """The firm's client-facing statuses."""

    store = _STATUSES

    async def all(self) -> Sequence[ClientStatus]:
        """Those that a job can be given, in order."""
        return await self._all(_ALL)

    async def locked(self, id: UUID) -> ClientStatus:  # noqa: A002 - the product's word
        """One that was not removed; nobody else changes it or gives it to a job until commit.

        Raises NotFound.
        """
        return self._found(await self._one(_LOCKED, id=id))

    async def held(self, id: UUID) -> ClientStatus:  # noqa: A002
        """One that a job can be given; nobody removes it until commit.

        Raises NotFound.
        """
        return self._found(await self._one(_HELD, id=id))

    async def used_by_pipelines(self, id: UUID) -> Sequence[str]:  # noqa: A002
        """The names of the pipelines whose automations give it to jobs."""
        return [row["name"] for row in await self._rows(_USED_BY, status=str(id))]
