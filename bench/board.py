"""Board snapshots beside their own query in pgbench (and gzip, in both), and the answer that nothing has changed."""

import argparse
import re
import time
from collections.abc import Iterator
from multiprocessing import get_context

import orjson
import uvloop
from isal import igzip

from bench._fill import fill, make_pipeline
from bench._load import Measured, load, request
from bench._pgbench import pgbench
from bench._report import finish, median, table
from bench._server import Server, running
from persistence.pipelines import board

_SIZES = (1_000, 10_000)
_PACKED = 50


def floor_script(server: Server, pipeline: str) -> str:
    """The snapshot's own query, with its values written in."""
    values = {"firm_id": f"'{server.firm_id}'", "pipeline_id": f"'{pipeline}'", "version": "'0'"}
    sql = str(board.SNAPSHOT_OF_ALL)
    for name, value in values.items():
        sql = re.sub(rf"(?<!:):{name}\b", f"CAST({value} AS {'text' if name == 'version' else 'uuid'})", sql)
    return " ".join(sql.split()) + ";\n"


def packing_seconds(body: bytes) -> float:
    """How long the API's gzip takes for one body."""
    started = time.perf_counter()
    for _ in range(_PACKED):
        igzip.compress(body, 1, mtime=0)
    return (time.perf_counter() - started) / _PACKED


def _round(
    port: int, cookie: str, path: str, headers: str, expect: int, connections: int, seconds: float
) -> Measured:
    def requests(connection: int) -> Iterator[bytes]:
        while True:
            yield request("GET", path, cookie, headers=headers)

    return uvloop.run(load(port, requests, connections=connections, seconds=seconds, expect=expect))


def main() -> None:
    """Boards of 1,000 and 10,000 open cards in a database of `--jobs` jobs, gzip on; medians of interleaved rounds."""
    options = argparse.ArgumentParser(prog="./dev bench board")
    options.add_argument("--jobs", type=int, nargs="+", default=[10_000, 100_000])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seconds", type=float, default=4)
    options.add_argument("--connections", type=int, default=2)
    wanted = options.parse_args()
    rows: list[list[object]] = []
    figures: dict[str, object] = {}
    errors = 0
    with running() as server, get_context("spawn").Pool(1) as apart:
        boards, used = {}, 0
        for size in _SIZES:
            pipeline, stages = make_pipeline(server, f"Board of {size}")
            fill(server, pipeline, stages, first=used + 1, jobs=size)
            boards[size], used = pipeline, used + size
        rest, stages = make_pipeline(server, "All the others")
        for jobs in sorted(wanted.jobs):
            if jobs > used:
                fill(server, rest, stages, first=used + 1, jobs=jobs - used)
                used = jobs
            for size, pipeline in boards.items():
                path = f"/v1/pipelines/{pipeline}/board"
                seen, same, floors = [], [], []
                shown = server.call("GET", path)
                etag = f'If-None-Match: "{shown["board_version"]}"\r\n'
                body = orjson.dumps(shown)
                script = floor_script(server, pipeline)
                for _ in range(wanted.rounds):
                    arguments = (wanted.connections, wanted.seconds)
                    seen.append(
                        apart.apply(
                            _round,
                            (server.port, server.cookie, path, "Accept-Encoding: gzip\r\n", 200, *arguments),
                        )
                    )
                    query = pgbench(server, script, connections=wanted.connections, seconds=wanted.seconds)
                    each_takes = wanted.connections / query.per_second + packing_seconds(body)
                    floors.append(wanted.connections / each_takes)
                    same.append(
                        apart.apply(_round, (server.port, server.cookie, path, etag, 304, *arguments))
                    )
                ratio = median([one.per_second / floor for one, floor in zip(seen, floors, strict=True)])
                each = seen[0].received // max(1, len(seen[0].latencies))
                rows.append(
                    [used, size, median([one.per_second for one in seen]), median(floors), ratio,
                     median([one.percentile(0.5) for one in seen]), median([one.percentile(0.99) for one in seen]), each,
                     median([one.per_second for one in same]), median([one.percentile(0.5) for one in same])]
                )  # fmt: skip
                errors += sum(one.errors for one in (*seen, *same))
                name = f"{size // 1000}k_of_{used // 1000}k"
                figures |= {f"ratio_{name}": ratio, f"p50_ms_{name}": rows[-1][5], f"bytes_{name}": each}
                figures[f"unchanged_per_second_{name}"] = rows[-1][8]
    columns = [
        "jobs",
        "cards",
        "boards/s",
        "floor/s",
        "ratio",
        "p50 ms",
        "p99 ms",
        "bytes",
        "304/s",
        "304 p50 ms",
    ]
    table(f"Board, gzip, {wanted.connections} connections", columns, rows)
    finish("board", {**figures, "errors": errors}, errors=errors)


if __name__ == "__main__":
    main()
