"""What one unit of work has loaded and added, and how that becomes rows, events and history at commit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from asyncpg import Record as Row
from sqlalchemy import Table

from domain.shared.entity import Entity, Record
from domain.shared.errors import StaleVersion
from domain.shared.events import Recorded
from persistence.flush import Changes
from persistence.mapper import Mapper, to_json
from persistence.outbox import events, history
from persistence.transaction import Transaction

E = TypeVar("E", bound=Record)
_UNTOLD = frozenset({"version", "updated_at", "created_at", "firm_id"})


@dataclass(slots=True)
class _Tracked:
    entity: Record
    mapper: Mapper[Any]
    before: dict[str, object] | None
    removed: bool = False


class Tracker:
    """The identity map of one transaction: one object per row, and what it was when loaded."""

    def __init__(self, firm_id: UUID) -> None:
        self.firm_id = firm_id
        self._tracked: dict[tuple[type, UUID], _Tracked] = {}
        self._extra: list[tuple[Table, Mapping[str, object]]] = []
        self._told: list[Entity] = []
        self._transaction: Transaction | None = None

    @property
    def transaction(self) -> Transaction:
        """The transaction that is open."""
        if self._transaction is None:
            raise RuntimeError("the unit of work is used outside `async with`")
        return self._transaction

    def open(self, transaction: Transaction) -> None:
        """Start with nothing loaded."""
        self._transaction = transaction
        self._tracked.clear()
        self._extra.clear()
        self._told.clear()

    def close(self) -> None:
        """Nothing may be loaded after this."""
        self._transaction = None

    def loaded(self, row: Row, mapper: Mapper[E], prefix: str = "") -> E:
        """The object of this row: the one already here, or a new one."""
        key = (mapper.entity, row[prefix + "id"])
        known = self._tracked.get(key)
        if known is not None:
            entity: E = known.entity  # type: ignore[assignment]
            return entity
        entity = mapper.load(row, prefix)
        self._tracked[key] = _Tracked(entity, mapper, mapper.snapshot(entity))
        return entity

    def add(self, entity: E, mapper: Mapper[E]) -> None:
        """Insert it at commit."""
        self._tracked[(mapper.entity, entity.id)] = _Tracked(entity, mapper, None)

    def stored(self, entity: E, mapper: Mapper[E]) -> None:
        """It is in the database as it is now."""
        self._tracked[(mapper.entity, entity.id)] = _Tracked(entity, mapper, mapper.snapshot(entity))

    def forget(self, mapper: Mapper[E], id: UUID) -> None:  # noqa: A002 - the product's word
        """Load it anew when it is asked for again."""
        self._tracked.pop((mapper.entity, id), None)

    def remove(self, entity: E, mapper: Mapper[E]) -> None:
        """Delete it at commit."""
        self._tracked.setdefault((mapper.entity, entity.id), _Tracked(entity, mapper, {})).removed = True

    def tell(self, entity: Entity) -> None:
        """Tell what it recorded; it is not stored itself."""
        self._told.append(entity)

    def insert(self, table: Table, row: Mapping[str, object]) -> None:
        """Insert a row that is no entity, in the same statement."""
        self._extra.append((table, row))

    async def flush(self) -> None:
        """Write every change with its events and history in one statement.

        Raises StaleVersion when an entity was changed by someone else since it was loaded.
        """
        changes = Changes()
        recorded: list[tuple[Recorded, Entity, Mapping[str, object]]] = []
        for tracked in self._tracked.values():
            self._gather(tracked, changes, recorded)
        recorded += [(stamp, entity, {}) for entity in self._told for stamp in entity.pull_events()]
        recorded.sort(key=lambda told: told[0].id)
        for stamp, entity, before in recorded:
            _tell(changes, stamp, entity, before)
        for table, row in self._extra:
            changes.insert(table, row)
        await self._delete()
        missed = await changes.write(self.transaction)
        for table in missed:
            raise StaleVersion(
                next(t.mapper.entity.kind for t in self._tracked.values() if t.mapper.table is table)
            )

    def settle(self) -> None:
        """What was flushed is what the database holds now."""
        self._extra.clear()
        for key, tracked in list(self._tracked.items()):
            if tracked.removed:
                del self._tracked[key]
            elif tracked.before is None or tracked.mapper.changes(tracked.entity, tracked.before):
                tracked.before = tracked.mapper.snapshot(tracked.entity)

    def _gather(
        self,
        tracked: _Tracked,
        changes: Changes,
        recorded: list[tuple[Recorded, Entity, Mapping[str, object]]],
    ) -> None:
        entity, mapper, before = tracked.entity, tracked.mapper, tracked.before
        previous: Mapping[str, object] = {}
        if before is None and not tracked.removed:
            row = {name: mapper.stored(name, getattr(entity, name)) for name in mapper.columns}
            changes.insert(mapper.table, row)
        elif before and not tracked.removed and (changed := mapper.changes(entity, before)):
            row = {name: mapper.stored(name, value) for name, value in changed.items()}
            key = {"firm_id": entity.firm_id, "id": entity.id}
            was_version: Any = before.get("version")
            changes.update(mapper.table, {**key, **row}, was_version=was_version)
            previous = {name: before[name] for name in changed if name not in _UNTOLD}
        if isinstance(entity, Entity):
            recorded += [(stamp, entity, previous) for stamp in entity.pull_events()]

    async def _delete(self) -> None:
        gone: dict[Table, list[UUID]] = {}
        for tracked in self._tracked.values():
            if tracked.removed and tracked.before is not None:
                gone.setdefault(tracked.mapper.table, []).append(tracked.entity.id)
        for table, ids in gone.items():
            await self.transaction.driver.execute(
                f"DELETE FROM {table.name} WHERE firm_id = $1 AND id = ANY($2)",
                self.firm_id,
                ids,
            )


def _tell(changes: Changes, stamp: Recorded, entity: Entity, before: Mapping[str, object]) -> None:
    """The outbox row and the history row of one fact."""
    view = entity.view()
    previous = {name: value for name, value in before.items() if name in view}
    extra = stamp.event.data()
    actor, cause = to_json(stamp.actor), to_json(stamp.cause)
    changes.insert(
        events,
        {
            "firm_id": entity.firm_id,
            "id": stamp.id,
            "aggregate_type": entity.kind,
            "aggregate_id": entity.id,
            "sequence": stamp.sequence,
            "type": stamp.event.type,
            "board_id": entity.board_id,
            "left_board_id": stamp.event.left_board_id,
            "job_id": entity.history_job_id,
            "data": to_json({"object": view, **extra}),
            "previous_attributes": to_json(previous),
            "actor": actor,
            "cause": cause,
            "held_until": stamp.cause.held_until,
            "occurred_at": stamp.occurred_at,
            "state": 0 if stamp.event.drained else 1,
        },
    )
    if not stamp.event.in_history:
        return
    changes.insert(
        history,
        {
            "firm_id": entity.firm_id,
            "id": stamp.id,
            "object_type": entity.kind,
            "object_id": entity.id,
            "job_id": entity.history_job_id,
            "type": stamp.event.type,
            "actor": actor,
            "cause": cause,
            "changes": to_json({name: [value, view[name]] for name, value in previous.items()}),
            "data": to_json(extra),
            "occurred_at": stamp.occurred_at,
        },
    )
