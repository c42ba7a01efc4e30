"""On a full run log, no filter makes PostgreSQL read, or sort, what it does not show."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import orjson
import pytest
from sqlalchemy import text

from domain.jobs.create_jobs import CreateJobs, create_jobs
from persistence.automations.runs_reader import runs_listing
from persistence.database import APP_ROLE
from persistence.ids import new_id
from persistence.statement import Statement
from persistence.transaction import Driver
from tests.builders import World, automation, stage

RUNS, LIMIT = 10_000, 51
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
# Everything rare is old, so that reading from the newest on would read nearly all.
_FILL = f"""
INSERT INTO runs (firm_id, id, version, created_at, updated_at, event_id, root_id, job_id, visit_id, automation_id,
    pipeline_id, stage_id, revision, action, title, state, verdicts, made, attempts, depth, makes_action_item, timed)
SELECT $1, gen_random_uuid(), 1, $2::timestamptz + n * interval '1 minute', now(), gen_random_uuid(), gen_random_uuid(),
    j.id, j.visit_id, a.id, a.pipeline_id, a.stage_id, 1, CASE WHEN n < 40 THEN 'rare_action' ELSE a.action END, 'x',
    CASE WHEN n % 1000 = 7 THEN 'failed' WHEN n BETWEEN 40 AND 80 THEN 'stopped' ELSE 'succeeded' END,
    '[]', '[]', 1, 0, true, false
FROM generate_series(1, {RUNS}) n
    JOIN automations a ON a.firm_id = $1 AND a.id = CASE WHEN n < 40 THEN $3::uuid ELSE ($4::uuid[])[1 + n % 4] END
    JOIN jobs j ON j.firm_id = $1 AND j.id = CASE WHEN n < 40 THEN ($5::uuid[])[1 + n % 100]
        ELSE ($6::uuid[])[1 + n % 100] END"""


@pytest.fixture
async def full(world: World, database_url: str) -> AsyncIterator[tuple[Driver, World, Any]]:
    """A log of many runs in a transaction that is rolled back, as the application's role sees it."""
    task = automation("create_task", title="x")
    common = await world.pipeline(stage("A", task, task), stage("B", task, task), "C")
    rare = await world.pipeline(stage("Rare", task), "C")
    accounts = tuple([(await world.account(f"Client {number}")).id for number in range(100)])
    jobs = []
    for pipeline in (rare, common):
        command = CreateJobs(pipeline_id=pipeline.id, account_ids=accounts)
        jobs.append([job.id for job in await create_jobs(command, world.uow(), world.context())])
    driver = await asyncpg.connect(database_url)
    transaction = driver.transaction()
    await transaction.start()
    rare_automation = rare.automations[0]
    # What the rows refer to is there; looking it up 30,000 times is not what is tested.
    await driver.execute("SET LOCAL session_replication_role = replica")
    others = [kept.id for kept in common.automations]
    await driver.execute(_FILL, world.firm.id, FIRST, rare_automation.id, others, *jobs)
    await driver.execute("ANALYZE runs, jobs, accounts, stages, pipelines")
    await driver.execute(f"SET LOCAL ROLE {APP_ROLE}; SET LOCAL app.firm_id = '{world.firm.id}'")
    yield driver, world, rare_automation
    await transaction.rollback()
    await driver.close()


def _nodes(plan: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [plan, *(inner for part in plan.get("Plans", []) for inner in _nodes(part))]


async def test_each_filter_reads_little_more_than_it_shows(
    full: tuple[Driver, World, Any],
) -> None:
    driver, world, rare = full
    middle = FIRST + timedelta(minutes=RUNS // 2)
    cases: list[dict[str, Any]] = [
        {},
        {"state": "succeeded"},
        {"state": "stopped"},
        {"state": "failed"},
        {"state": "waiting"},
        {"pipeline_id": rare.pipeline_id},
        {"stage_id": rare.stage_id},
        {"automation_id": rare.id},
        {"action": "rare_action"},
        {"created_at_lte": middle},
        {"created_at_gte": middle, "created_at_lt": middle + timedelta(hours=4)},
        {"retryable": True},
        {"state": "stopped", "pipeline_id": rare.pipeline_id},
    ]
    for filters in cases:
        for after in (None, (str(middle), str(new_id()))):
            read = await _runs_read(driver, world.firm.id, filters, after)
            assert read <= LIMIT * 3, (filters, after, read)


async def _runs_read(
    driver: Driver,
    firm_id: UUID,
    filters: Mapping[str, Any],
    after: tuple[str, str] | None,
) -> int:
    """How many runs were read: no more can have been sorted."""
    names = frozenset(filters)
    statement = Statement(text(runs_listing.sql(names, "-created_at", after is not None)))
    values = {**filters, "firm_id": firm_id, "limit": LIMIT}
    if after is not None:
        values |= {"after_key": after[0], "after_id": after[1]}
    found = await driver.fetchval(
        f"EXPLAIN (ANALYZE, FORMAT JSON) {statement.sql}", *statement.arguments(values)
    )
    nodes = _nodes(orjson.loads(found)[0]["Plan"])
    of_runs = [node for node in nodes if node.get("Relation Name") == "runs"]
    read = sum(node["Actual Rows"] + node.get("Rows Removed by Filter", 0) for node in of_runs)
    return int(read)
