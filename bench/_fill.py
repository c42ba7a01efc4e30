"""Jobs to measure with: made by plain SQL, numbered, so that pgbench and the API can both name them."""

import asyncio

import asyncpg

from bench._server import Server

STAGES = 12
_ACCOUNTS = 2_000


def job_id(number: int) -> str:
    """The id of the job with this number (from 1)."""
    return f"00000000-0000-7000-8000-{number:012x}"


def make_pipeline(server: Server, name: str) -> tuple[str, list[str]]:
    """A pipeline of STAGES stages; its id and theirs."""
    stages = [{"name": f"Stage {number}"} for number in range(1, STAGES + 1)]
    answer = server.call("POST", "/v1/pipelines", {"name": name, "stages": stages})
    return str(answer["id"]), [str(stage["id"]) for stage in answer["stages"]]  # type: ignore[attr-defined]


def fill(
    server: Server, pipeline_id: str, stages: list[str], *, first: int, jobs: int, status: str = "active"
) -> None:
    """`jobs` jobs numbered from `first`, spread over the pipeline's stages and the firm's accounts."""
    asyncio.run(_fill(server, pipeline_id, stages, first, jobs, status))


async def _fill(
    server: Server, pipeline_id: str, stages: list[str], first: int, jobs: int, status: str
) -> None:
    connection = await asyncpg.connect(server.database_url)
    try:
        await connection.execute(_SQL_ACCOUNTS.format(firm=server.firm_id, accounts=_ACCOUNTS))
        await connection.execute(
            _SQL_JOBS.format(firm=server.firm_id, pipeline=pipeline_id, first=first, last=first + jobs - 1, status=status,
                             stages=",".join(f"'{stage}'" for stage in stages), count=len(stages), accounts=_ACCOUNTS)
        )  # fmt: skip
        await connection.execute(_SQL_VISITS.format(firm=server.firm_id))
        for table in ("accounts", "jobs", "visits"):
            await connection.execute(f"VACUUM ANALYZE {table}")
    finally:
        await connection.close()


_SQL_ACCOUNTS = """
INSERT INTO accounts (firm_id, id, version, created_at, updated_at, name, type, number, status, tag_ids, member_ids,
    roles, notes, address, external_refs)
SELECT '{firm}', ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, now(), now(), 'Account ' || n,
    'individual', 'B' || n, 'active', '{{}}', '{{}}', '{{}}', '', '', '[]'
FROM generate_series(1, {accounts}) n ON CONFLICT DO NOTHING"""

_SQL_JOBS = """
INSERT INTO jobs (firm_id, id, version, created_at, updated_at, account_id, pipeline_id, stage_id, visit_id, name,
    entered_stage_at, status, priority, assignee_ids, due_date, description, external_refs)
SELECT '{firm}', ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, now() - n * interval '1 second',
    now(), ('00000000-0000-7000-9000-' || lpad(to_hex(n % {accounts} + 1), 12, '0'))::uuid, '{pipeline}',
    (ARRAY[{stages}]::uuid[])[n % {count} + 1], gen_random_uuid(), '2025 Individual return ' || n,
    now() - n % 90 * interval '1 day', '{status}', (ARRAY['low', 'medium', 'medium', 'high', 'urgent'])[n % 5 + 1],
    '{{}}', current_date + (n % 120)::int - 30, '', '[]'
FROM generate_series({first}, {last}) n"""

_SQL_VISITS = """
INSERT INTO visits (firm_id, id, job_id, stage_id, entered_at, entered_by, reason, root_id, skipped_automations, settled)
SELECT firm_id, visit_id, id, stage_id, entered_stage_at, '{{"type": "system", "id": null, "name": ""}}', 'created', id,
    '{{}}', '[]'
FROM jobs j WHERE firm_id = '{firm}' AND NOT EXISTS (
    SELECT 1 FROM visits v WHERE v.firm_id = j.firm_id AND v.id = j.visit_id)"""
