"""How a benchmark tells what it saw: a table, a JSON file with the commit, and a last line for scripts."""

import json
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print what was measured."""
    drawn = Table(title=title)
    for column in columns:
        drawn.add_column(column, justify="right")
    for row in rows:
        drawn.add_row(*(f"{value:.2f}" if isinstance(value, float) else str(value) for value in row))
    Console(width=140).print(drawn)


def finish(name: str, figures: Mapping[str, object], *, errors: int = 0) -> None:
    """Keep the figures with the commit, print the last line, and exit 1 when there were errors."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False, cwd=ROOT
    ).stdout.strip()
    folder = ROOT / "bench" / "results"
    folder.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    kept = {"name": name, "commit": commit, "at": now.isoformat(), **figures}
    (folder / f"{name}-{now:%Y%m%d-%H%M%S}.json").write_text(json.dumps(kept, indent=1) + "\n")
    words = (
        f"{key}={value:.3g}" if isinstance(value, float) else f"{key}={value}"
        for key, value in figures.items()
    )
    print(name, *words)
    sys.exit(1 if errors else 0)
