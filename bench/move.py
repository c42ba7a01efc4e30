"""Moves per second through the API, beside the same transaction in pgbench on the same server in the same run."""

import argparse
import json
from collections.abc import Iterator
from multiprocessing import get_context

import uvloop

from bench._fill import fill, job_id, make_pipeline
from bench._load import Measured, load, request
from bench._pgbench import pgbench
from bench._report import finish, median, table
from bench._server import Server, running

# The rows that the API's move reads, locks and writes: job, visit left and entered, history, event.
FLOOR = """\
\\set number random(0, {each}) * {connections} + :client_id + 1
\\set to random(1, {stages})
BEGIN;
SELECT j.visit_id AS visit, j.version AS version FROM jobs j
 JOIN visits v ON v.firm_id = j.firm_id AND v.id = j.visit_id
 JOIN pipelines p ON p.firm_id = j.firm_id AND p.id = j.pipeline_id
 JOIN accounts a ON a.firm_id = j.firm_id AND a.id = j.account_id
 JOIN firms f ON f.firm_id = j.firm_id
 WHERE j.firm_id = '{firm}'
 AND j.id = ('00000000-0000-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid FOR UPDATE OF j \\gset
UPDATE visits SET left_at = now(), left_by = '{actor}' WHERE firm_id = '{firm}' AND id = :visit::uuid;
INSERT INTO visits (firm_id, id, job_id, stage_id, entered_at, entered_by, reason, root_id, from_stage_id,
 previous_visit_id, undo_until, skipped_automations, settled)
 VALUES ('{firm}', gen_random_uuid(), ('00000000-0000-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid,
 (ARRAY[{stage_ids}]::uuid[])[:to::int], now(), '{actor}', 'moved', gen_random_uuid(), '{stage}', :visit::uuid,
 now(), '{{}}', '[]') RETURNING id AS entered \\gset
UPDATE jobs SET version = version + 1, updated_at = now(), stage_id = (ARRAY[{stage_ids}]::uuid[])[:to::int],
 visit_id = :entered::uuid, entered_stage_at = now()
 WHERE firm_id = '{firm}' AND id = ('00000000-0000-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid
 AND version = :version::int;
INSERT INTO history (firm_id, id, object_type, object_id, job_id, type, actor, cause, changes, data, occurred_at)
 VALUES ('{firm}', gen_random_uuid(), 'job', ('00000000-0000-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid,
 ('00000000-0000-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid, 'job.stage_changed', '{actor}', '{cause}',
 '{changes}', '{data}', now());
INSERT INTO events (firm_id, id, aggregate_type, aggregate_id, sequence, type, board_id, job_id, data,
 previous_attributes, actor, cause, occurred_at, state)
 VALUES ('{firm}', gen_random_uuid(), 'job', ('00000000-0000-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid,
 :version::int + 1, 'job.stage_changed', '{pipeline}',
 ('00000000-0000-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid, '{event}', '{changes}', '{actor}', '{cause}',
 now(), 1);
COMMIT;
"""


def floor_script(server: Server, pipeline: str, stages: list[str], jobs: int, connections: int) -> str:
    """The floor's script, with documents of the same size as the API writes."""
    some = "00000000-0000-7000-8000-000000000001"
    job = server.call("GET", f"/v1/jobs/{job_id(1)}")
    places = {"from_stage": {"id": some, "name": "Stage 1"}, "to_stage": {"id": some, "name": "Stage 2"}}
    data = {**places, "visit_id": some, "reason": "moved"}
    return FLOOR.format(
        firm=server.firm_id,
        pipeline=pipeline,
        each=jobs // connections - 1,
        connections=connections,
        stages=len(stages),
        stage=stages[0],
        stage_ids=",".join(f"'{stage}'" for stage in stages),
        actor=json.dumps({"type": "member", "id": some, "name": "Olive Owner"}),
        cause=json.dumps({"root_id": None, "event_id": None, "run_id": None, "request_id": some, "depth": 0}),
        changes=json.dumps(
            {"stage_id": some, "visit_id": some, "entered_stage_at": "2026-01-01T00:00:00.000000Z"}
        ),
        data=json.dumps(data),
        event=json.dumps({"object": job, **data}),
    )


def moves(
    connection: int, connections: int, jobs: int, stages: list[str], cookie: str, round_: int
) -> Iterator[bytes]:
    """Each connection moves jobs of its own, each time to the next stage, through all of them and again."""
    step = round_ * 7 + 1
    while True:
        for number in range(connection + 1, jobs + 1, connections):
            target = stages[(number + step) % len(stages)]
            body = json.dumps({"stage_id": target, "hold_seconds": 0}).encode()
            yield request("POST", f"/v1/jobs/{job_id(number)}/move", cookie, body)
        step += 1


def _round(
    port: int, cookie: str, stages: list[str], jobs: int, connections: int, seconds: float, round_: int
) -> Measured:
    def requests(connection: int) -> Iterator[bytes]:
        return moves(connection, connections, jobs, stages, cookie, round_)

    return uvloop.run(load(port, requests, connections=connections, seconds=seconds))


def main() -> None:
    """Interleave rounds of the API and of pgbench; medians and their ratio."""
    options = argparse.ArgumentParser(prog="./dev bench move")
    options.add_argument("--jobs", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seconds", type=float, default=8)
    options.add_argument("--connections", type=int, default=8)
    wanted = options.parse_args()
    rows: list[list[object]] = []
    rounds: list[Measured] = []
    floors: list[float] = []
    app_ms, postgres_ms = [], []
    with running() as server, get_context("spawn").Pool(1) as apart:
        pipeline, stages = make_pipeline(server, "Returns")
        fill(server, pipeline, stages, first=1, jobs=wanted.jobs)
        script = floor_script(server, pipeline, stages, wanted.jobs, wanted.connections)
        arguments = (server.port, server.cookie, stages, wanted.jobs, wanted.connections)
        apart.apply(_round, (*arguments, 2.0, 0))  # warm up
        for number in range(1, wanted.rounds + 1):
            before = server.cpu()
            seen: Measured = apart.apply(_round, (*arguments, wanted.seconds, number))
            after = server.cpu()
            floor = pgbench(server, script, connections=wanted.connections, seconds=wanted.seconds)
            rounds.append(seen)
            floors.append(floor.per_second)
            app_ms.append((after[0] - before[0]) / len(seen.latencies) * 1000)
            postgres_ms.append((after[1] - before[1]) / len(seen.latencies) * 1000)
            rows.append(
                [number, seen.per_second, floor.per_second, seen.per_second / floor.per_second,
                 seen.percentile(0.5), seen.percentile(0.99), app_ms[-1], postgres_ms[-1], seen.errors]
            )  # fmt: skip
            if seen.errors:
                print(seen.last[:600].decode(errors="replace"))
    columns = [
        "round",
        "moves/s",
        "floor/s",
        "ratio",
        "p50 ms",
        "p99 ms",
        "app CPU ms",
        "PostgreSQL CPU ms",
        "errors",
    ]
    table(f"Move: {wanted.jobs:,} jobs, {wanted.connections} connections", columns, rows)
    errors = sum(seen.errors for seen in rounds)
    figures = {
        "ratio": median([seen.per_second / floor for seen, floor in zip(rounds, floors, strict=True)]),
        "per_second": median([seen.per_second for seen in rounds]),
        "floor_per_second": median(floors),
        "p50_ms": median([seen.percentile(0.5) for seen in rounds]),
        "p99_ms": median([seen.percentile(0.99) for seen in rounds]),
        "app_cpu_ms": median(app_ms),
        "postgres_cpu_ms": median(postgres_ms),
        "errors": errors,
    }
    finish("move", figures, errors=errors)


if __name__ == "__main__":
    main()
