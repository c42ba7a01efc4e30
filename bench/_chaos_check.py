"""After the chaos: is everything there, once, and in order? Asked of PostgreSQL and of the mail server."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

import asyncpg

from bench._chaos_load import Acknowledged
from domain.automations.react import HEARD

Connection = asyncpg.Connection

# Each row of an answer is something that was lost.
LOST: Mapping[str, str] = {
    "events still pending": "SELECT id FROM events WHERE state = 0",
    "visits whose automations never ran": "SELECT id FROM visits WHERE undone_at IS NULL AND ran_at IS NULL",
    "runs that are missing": """
        SELECT v.id FROM visits v JOIN automations a ON a.firm_id = v.firm_id AND a.stage_id = v.stage_id
        LEFT JOIN runs r ON r.firm_id = v.firm_id AND r.visit_id = v.id AND r.automation_id = a.id
        WHERE v.undone_at IS NULL AND r.id IS NULL""",
    "runs that did not succeed": """
        SELECT r.id FROM runs r JOIN visits v ON v.firm_id = r.firm_id AND v.id = r.visit_id
        WHERE v.undone_at IS NULL AND r.state <> 'succeeded' AND NOT r.timed""",
    "tasks that are missing": """
        SELECT r.id FROM runs r LEFT JOIN tasks t ON t.firm_id = r.firm_id AND t.run_id = r.id
        WHERE r.action = 'create_task' AND r.state = 'succeeded' AND t.id IS NULL""",
    "effects not delivered": """
        SELECT e.id FROM effects e JOIN runs r ON r.firm_id = e.firm_id AND r.id = e.run_id
        WHERE r.state <> 'cancelled' AND e.state <> 'delivered'""",
    "mail and call runs without an effect": """
        SELECT r.id FROM runs r LEFT JOIN effects e ON e.firm_id = r.firm_id AND e.run_id = r.id
        WHERE r.action IN ('send_email', 'call_webhook') AND r.state = 'succeeded' AND e.id IS NULL""",
    "jobs that should have moved on": """
        SELECT j.id FROM jobs j JOIN stages s ON s.firm_id = j.firm_id AND s.id = j.stage_id AND s.automove
        WHERE j.status = 'active' AND EXISTS (SELECT 1 FROM items i WHERE i.firm_id = j.firm_id
            AND i.visit_id = j.visit_id AND i.resolved_at IS NOT NULL AND i.unlinked_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM items i WHERE i.firm_id = j.firm_id AND i.visit_id = j.visit_id
            AND i.resolved_at IS NULL AND i.unlinked_at IS NULL)""",
}
# Each row is something that happened more often than it should.
DUPLICATE: Mapping[str, str] = {
    "runs of one automation in one visit": "SELECT 1 FROM runs GROUP BY visit_id, automation_id HAVING count(*) > 1",
    "tasks of one run": "SELECT 1 FROM tasks WHERE run_id IS NOT NULL GROUP BY run_id HAVING count(*) > 1",
    "effects of one run": "SELECT 1 FROM effects GROUP BY run_id HAVING count(*) > 1",
    "visits from one cause": """
        SELECT 1 FROM visits WHERE undone_at IS NULL GROUP BY job_id, root_id HAVING count(*) > 1""",
    "tasks of a move that was taken back": """
        SELECT 1 FROM tasks t JOIN runs r ON r.firm_id = t.firm_id AND r.id = t.run_id
        JOIN visits v ON v.firm_id = r.firm_id AND v.id = r.visit_id
        WHERE v.undone_at IS NOT NULL AND t.deleted_at IS NULL""",
    "mails and calls of a move that was taken back": """
        SELECT 1 FROM effects e JOIN runs r ON r.firm_id = e.firm_id AND r.id = e.run_id
        JOIN visits v ON v.firm_id = r.firm_id AND v.id = r.visit_id
        WHERE v.undone_at IS NOT NULL AND e.state <> 'cancelled'""",
}
# A job's events in commit order: none may have been heard before the one before it.
INVERSIONS = """
    SELECT count(*) FROM (SELECT v.ran_at, lag(v.ran_at) OVER (PARTITION BY e.aggregate_id ORDER BY e.sequence) AS before
        FROM events e JOIN visits v ON v.firm_id = e.firm_id AND v.id = (e.data ->> 'visit_id')::uuid
        WHERE e.type IN ('job.created', 'job.stage_changed', 'job.transferred') AND e.state = 1 AND v.ran_at IS NOT NULL) heard
    WHERE before > ran_at"""
WAITS = """
    SELECT v.entered_at AS since, v.ran_at AS until FROM visits v JOIN firms f ON f.id = v.firm_id
    WHERE v.ran_at IS NOT NULL AND f.test_clock_seconds = 0
    UNION ALL SELECT due_at, delivered_at FROM effects WHERE delivered_at IS NOT NULL AND attempt > 0"""


async def count_rows(connection: Connection, questions: Mapping[str, str]) -> dict[str, int]:
    """How many rows each question has for an answer."""
    return {name: len(await connection.fetch(sql)) for name, sql in questions.items()}


async def missing(connection: Connection, noted: Acknowledged) -> dict[str, int]:
    """What was answered 2xx and is not so."""
    return {
        "acknowledged jobs": await _absent(connection, "SELECT id FROM jobs", noted.jobs),
        "acknowledged moves": await _absent(connection, "SELECT id FROM visits", noted.visits),
        "acknowledged undos": await _absent(
            connection, "SELECT id FROM visits WHERE undone_at IS NOT NULL", noted.undone
        ),
        "acknowledged ticks": await _absent(
            connection, "SELECT id FROM tasks WHERE status = 'completed'", noted.completed
        ),
    }


async def _absent(connection: Connection, sql: str, ids: set[str]) -> int:
    return len(ids - {str(row["id"]) for row in await connection.fetch(sql)})


async def arrivals(
    connection: Connection, mails: Mapping[str, int], calls: Mapping[str, int]
) -> tuple[int, int, int]:
    """What never arrived, what nobody sent or was taken back, and repeats (recognisable by their id)."""
    delivered = {
        row["key"] if row["type"] == "webhook" else f"<{row['key'].replace(':', '.')}@tickmark>"
        for row in await connection.fetch("SELECT type, key FROM effects WHERE state = 'delivered'")
    }
    seen = Counter(mails) + Counter(calls)
    return len(delivered - set(seen)), len(set(seen) - delivered), seen.total() - len(seen)


async def heard_events(connection: Connection) -> int:
    """Events that automations heard."""
    return int(
        await connection.fetchval(
            "SELECT count(*) FROM events WHERE state = 1 AND type = ANY($1)", sorted(HEARD)
        )
    )


async def gaps(
    connection: Connection, killed: Sequence[float], wiped: Sequence[float]
) -> tuple[list[float], list[float]]:
    """For all work that was open when a process died or Redis was lost: seconds from the last such moment until it was done.

    First where the last moment was a process's death, then where it was Redis's.
    """
    moments = sorted([(at, 0) for at in killed] + [(at, 1) for at in wiped])
    times = [at for at, _ in moments]
    found: tuple[list[float], list[float]] = ([], [])
    for row in await connection.fetch(WAITS):
        since, until = _seconds(row["since"]), _seconds(row["until"])
        index = bisect_right(times, until) - 1
        if index >= 0 and times[index] >= since:
            found[moments[index][1]].append(until - times[index])
    return found


def _seconds(moment: datetime) -> float:
    return moment.timestamp()


def p99(values: Sequence[float]) -> float:
    """What 99 of 100 stay below."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.99))] if values else 0.0
