"""The feed: committed events in an order that never changes, for lists and for the live stream."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from persistence.listing import instant_json
from persistence.statement import Statement
from persistence.transaction import Transaction

_ENVELOPE = f"""json_build_object('id', e.id, 'type', e.type, 'api_version', '2026-11-01',
    'occurred_at', {instant_json("e.occurred_at")}, 'firm_id', e.firm_id, 'sequence', e.sequence, 'actor', e.actor,
    'cause', e.cause, 'data', e.data, 'previous_attributes', e.previous_attributes)"""
# Below the oldest running transaction nothing can be added any more: a reader that has got there missed nothing.
_SETTLED = "e.txid < pg_snapshot_xmin(pg_current_snapshot())"
_AFTER = Statement(
    text(f"""SELECT {_ENVELOPE}::text AS envelope, e.type, e.txid::text || '.' || e.position AS cursor,
        e.job_id, e.board_id, e.left_board_id
    FROM events e WHERE e.firm_id = :firm_id AND {_SETTLED}
        AND (e.txid, e.position) > (CAST(CAST(:txid AS text) AS xid8), :position)
        AND (CAST(:type AS text) IS NULL OR e.type LIKE CAST(:type AS text))
    ORDER BY e.txid, e.position LIMIT :limit""")
)
_END = Statement(
    text("""SELECT coalesce((SELECT e.txid::text || '.' || e.position FROM events e
        WHERE e.firm_id = :firm_id AND e.txid < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY e.txid DESC, e.position DESC LIMIT 1), '0.0')""")
)


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One event of the feed, with what decides who may see it."""

    envelope: str
    cursor: str
    type: str
    job_id: UUID | None
    board_id: UUID
    left_board_id: UUID | None


def parse_cursor(cursor: str) -> tuple[str, int] | None:
    """Its two parts; None when it is no cursor."""
    txid, _, position = cursor.partition(".")
    if txid.isdecimal() and position.isdecimal() and len(txid) < 19 and len(position) < 19:
        return txid, int(position)
    return None


async def events_after(
    transaction: Transaction,
    firm_id: UUID,
    cursor: tuple[str, int],
    *,
    limit: int,
    type_like: str | None = None,
) -> Sequence[FeedRow]:
    """The events after the cursor, oldest first."""
    rows = await transaction.rows(
        _AFTER, firm_id=firm_id, txid=cursor[0], position=cursor[1], limit=limit, type=type_like
    )
    return [FeedRow(*(row[name] for name in FeedRow.__dataclass_fields__)) for row in rows]


async def end_of_feed(transaction: Transaction, firm_id: UUID) -> str:
    """The cursor of the newest event."""
    end: str = await transaction.value(_END, firm_id=firm_id)
    return end


_JOBS_SEEN = Statement(
    text("""SELECT j.id FROM jobs j JOIN pipelines p ON p.firm_id = j.firm_id AND p.id = j.pipeline_id
        JOIN accounts a ON a.firm_id = j.firm_id AND a.id = j.account_id
    WHERE j.firm_id = :firm_id AND j.id = ANY(CAST(:ids AS uuid[]))
        AND (p.visible_to IS NULL OR CAST(:member_id AS uuid) = ANY(p.visible_to))
        AND (CAST(:all_accounts AS boolean) OR CAST(:member_id AS uuid) = ANY(a.member_ids))""")
)


async def jobs_seen_by(
    transaction: Transaction, firm_id: UUID, job_ids: Sequence[UUID], member_id: UUID, *, all_accounts: bool
) -> frozenset[UUID]:
    """Those of the jobs that an employee sees."""
    rows = await transaction.rows(
        _JOBS_SEEN, firm_id=firm_id, ids=job_ids, member_id=member_id, all_accounts=all_accounts
    )
    return frozenset(row["id"] for row in rows)


_BOARDS_SEEN = Statement(
    text("""SELECT p.id FROM pipelines p WHERE p.firm_id = :firm_id AND p.id = ANY(CAST(:ids AS uuid[]))
        AND (p.visible_to IS NULL OR CAST(:member_id AS uuid) = ANY(p.visible_to))""")
)


async def boards_seen_by(
    transaction: Transaction, firm_id: UUID, board_ids: Sequence[UUID], member_id: UUID
) -> frozenset[UUID]:
    """Those of the boards that an employee sees."""
    rows = await transaction.rows(_BOARDS_SEEN, firm_id=firm_id, ids=board_ids, member_id=member_id)
    return frozenset(row["id"] for row in rows)
