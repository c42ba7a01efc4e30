"""The ids of the firm's things in other systems, stored."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import bindparam, delete, select

from domain.shared.external_refs import Kind
from persistence.external_refs.tables import external_refs
from persistence.ids import new_id
from persistence.statement import Statement
from persistence.tracker import Tracker

_OF_FIRM = external_refs.c.firm_id == bindparam("firm_id")
_COLUMNS = {"account": external_refs.c.account_id, "job": external_refs.c.job_id}
_FIND = {
    kind: Statement(
        select(column).where(
            _OF_FIRM,
            column.is_not(None),
            external_refs.c.system == bindparam("system"),
            external_refs.c.ref == bindparam("ref"),
        )
    )
    for kind, column in _COLUMNS.items()
}
_FORGET = {
    kind: Statement(
        delete(external_refs).where(_OF_FIRM, column == bindparam("id")).returning(external_refs.c.id)
    )
    for kind, column in _COLUMNS.items()
}


class ExternalRefRepository:
    """Which thing has which id in which system."""

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker

    async def find(self, kind: Kind, system: str, ref: str) -> UUID | None:
        """The account or job that has it."""
        row = await self._tracker.transaction.row(
            _FIND[kind], firm_id=self._tracker.firm_id, system=system, ref=ref
        )
        return None if row is None else row[0]

    def add(self, kind: Kind, id: UUID, refs: Iterable[Mapping[str, str]]) -> None:  # noqa: A002 - the product's word
        """Store those of a new thing at commit, which raises Conflict when another one has one of them."""
        for ref in refs:
            row = {
                "firm_id": self._tracker.firm_id,
                "id": new_id(),
                "account_id": id if kind == "account" else None,
                "job_id": id if kind == "job" else None,
                "system": ref["system"],
                "ref": ref["id"],
            }
            self._tracker.insert(external_refs, row)

    async def replace(self, kind: Kind, id: UUID, refs: Iterable[Mapping[str, str]]) -> None:  # noqa: A002
        """These are its ids from now on."""
        await self._tracker.transaction.rows(_FORGET[kind], firm_id=self._tracker.firm_id, id=id)
        self.add(kind, id, refs)
