"""The outbox, which is also the feed; the history; the effects that leave the firm."""

from typing import Any

from asyncpg import Record as Row
from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.types import UserDefinedType

from domain.shared.context import Actor, Cause
from domain.shared.events import Fact
from persistence.metadata import document, instant, record_table

PENDING, DONE, PARKED = 0, 1, 2


class FullTransactionId(UserDefinedType[int]):
    """PostgreSQL's xid8: grows with every writing transaction, never wraps."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Its name in DDL."""
        return "xid8"


events = record_table(
    "events",
    # Where the event stands in the feed: readers take (txid, position) below the oldest running transaction.
    Column("position", BigInteger, Identity(always=True), nullable=False),
    Column("txid", FullTransactionId, nullable=False, server_default=text("pg_current_xact_id()")),
    Column("aggregate_type", Text, nullable=False),
    Column("aggregate_id", Uuid, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("board_id", Uuid, nullable=False),
    # The board that the thing left for this one.
    Column("left_board_id", Uuid),
    Column("job_id", Uuid),
    document("data"),
    document("previous_attributes"),
    document("actor"),
    document("cause"),
    instant("held_until", nullable=True),
    instant("occurred_at"),
    Column("state", SmallInteger, nullable=False),
    Column("attempts", SmallInteger, nullable=False, server_default="0"),
    Column("next_attempt_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    Column("parked_reason", Text),
    UniqueConstraint("firm_id", "aggregate_id", "sequence"),
)
Index("events_pending_idx", events.c.next_attempt_at, postgresql_where=events.c.state == text("0"))
Index(
    "events_parked_idx",
    events.c.firm_id,
    events.c.occurred_at,
    events.c.id,
    postgresql_where=events.c.state == text("2"),
)
Index("events_board_idx", events.c.firm_id, events.c.board_id, events.c.txid, events.c.position)
Index(
    "events_left_board_idx",
    events.c.firm_id,
    events.c.left_board_id,
    events.c.txid,
    events.c.position,
    postgresql_where=events.c.left_board_id.is_not(None),
)
Index("events_feed_idx", events.c.firm_id, events.c.txid, events.c.position)

history = record_table(
    "history",
    Column("object_type", Text, nullable=False),
    Column("object_id", Uuid, nullable=False),
    Column("job_id", Uuid),
    Column("type", Text, nullable=False),
    document("actor"),
    document("cause"),
    document("changes"),
    document("data"),
    instant("occurred_at"),
)
Index("history_object_idx", history.c.firm_id, history.c.object_id, history.c.id)
Index(
    "history_job_idx",
    history.c.firm_id,
    history.c.job_id,
    history.c.id,
    postgresql_where=history.c.job_id.is_not(None),
)

idempotency_keys = record_table(
    "idempotency_keys",
    Column("owner", Text, nullable=False),
    Column("route", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("body", Text, nullable=False),
    instant("created_at"),
    UniqueConstraint("firm_id", "owner", "route", "key"),
)
Index("idempotency_keys_created_idx", idempotency_keys.c.firm_id, idempotency_keys.c.created_at)


def read_fact(row: Row) -> Fact:
    """The event of a row, as automations hear it."""
    return Fact(
        id=row["id"],
        type=row["type"],
        aggregate_id=row["aggregate_id"],
        job_id=row["job_id"],
        sequence=row["sequence"],
        actor=Actor.from_view(row["actor"]),
        cause=Cause.from_view(row["cause"], row["held_until"]),
        occurred_at=row["occurred_at"],
        data=row["data"],
    )
