"""A board of 10,000 jobs in a real browser, on the real server: what a person waits for."""

import argparse
import json
import subprocess

from bench._fill import fill, make_pipeline
from bench._report import finish, median, table
from bench._server import running
from cli.dev import node
from cli.dev.browser import find_browser
from cli.paths import FRONTEND

_SCRIPT = "e2e/board-speed.mjs"
# Of the interface's own goals, in milliseconds.
_GOALS = {"first_cards": 600, "drag_start": 100, "move_paint": 50, "filter_paint": 50, "inp": 150}


def main() -> int:
    """Medians of several rounds, each in a new browser context; the exit status."""
    options = argparse.ArgumentParser(prog="./dev bench browser")
    options.add_argument("--jobs", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=5)
    wanted = options.parse_args()
    browser = find_browser()
    if browser is None or not node.install():
        return 1
    node.build()
    with running() as server:
        pipeline, stages = make_pipeline(server, "Large")
        fill(server, pipeline, stages, first=1, jobs=wanted.jobs)
        url = f"http://127.0.0.1:{server.port}"
        done = subprocess.run(
            [*node.node(_SCRIPT), url, server.cookie, pipeline, str(wanted.rounds)],
            cwd=FRONTEND,
            env={**node.node_environment(), "CHROMIUM": browser},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60 * wanted.rounds,
        )
    rounds = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode or len(rounds) < wanted.rounds:
        return 1
    figures = {name: median([seen[name] for seen in rounds]) for name in rounds[0]}
    rows = [[name, figures[name], _GOALS.get(name, "")] for name in figures]
    table(f"Browser: a board of {wanted.jobs:,} jobs, {wanted.rounds} rounds", ["", "median", "goal"], rows)
    finish("browser", figures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
