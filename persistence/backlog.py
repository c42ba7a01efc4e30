"""How much work waits, firm by firm, as the relay's role may see it."""

from dataclasses import dataclass
from uuid import UUID

from persistence.database import Database

_BACKLOG = """
SELECT firm_id, count(*) FILTER (WHERE state = 0) AS pending, count(*) FILTER (WHERE state = 2) AS parked,
    COALESCE(extract(epoch FROM now() - min(occurred_at) FILTER (WHERE state = 0)), 0)::float AS oldest_seconds,
    0 AS effects, 0::float AS late_seconds
FROM events WHERE state IN (0, 2) GROUP BY firm_id
UNION ALL
SELECT firm_id, 0, 0, 0, count(*), GREATEST(0, COALESCE(extract(epoch FROM now() - min(due_at)), 0))::float
FROM effects WHERE state IN ('waiting', 'claimed') GROUP BY firm_id"""


@dataclass(slots=True)
class Backlog:
    """What waits in a firm. `oldest_seconds`: the oldest pending event; `late_seconds`: the effect due longest."""

    pending: int = 0
    parked: int = 0
    oldest_seconds: float = 0.0
    effects: int = 0
    late_seconds: float = 0.0


async def backlog_by_firm(relay: Database) -> dict[UUID, Backlog]:
    """The firms in which something waits or is parked."""
    found: dict[UUID, Backlog] = {}
    async with relay.connection() as driver:
        for row in await driver.fetch(_BACKLOG):
            firm = found.setdefault(row["firm_id"], Backlog())
            firm.pending += row["pending"]
            firm.parked += row["parked"]
            firm.oldest_seconds = max(firm.oldest_seconds, row["oldest_seconds"])
            firm.effects += row["effects"]
            firm.late_seconds = max(firm.late_seconds, row["late_seconds"])
    return found
