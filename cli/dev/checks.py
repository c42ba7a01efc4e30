import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from cli.dev import node
from cli.paths import FRONTEND, ROOT
from cli.steps import console, skipped

BIN = Path(sys.executable).parent
FOLDERS = ("api", "bench", "cli", "domain", "migrations", "persistence", "tests", "workers")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be in order; `needs` says what must exist for it to mean something."""

    name: str
    command: list[str]
    needs: Path
    folder: Path = ROOT


def all_checks() -> list[Check]:
    python = [name for name in FOLDERS if any((ROOT / name).rglob("*.py"))]
    checks = [
        Check("ruff check", [str(BIN / "ruff"), "check", "--quiet", "."], ROOT),
        Check("ruff format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."], ROOT),
        Check("mypy --strict", [str(BIN / "mypy"), *python], ROOT),
        Check("layers (import-linter)", [str(BIN / "lint-imports"), "--no-logo"], ROOT / "workers"),
        Check(
            "openapi.json is fresh",
            [sys.executable, "-P", "-m", "cli", "openapi", "--check"],
            ROOT / "openapi.json",
        ),
    ]
    for script, name in (("lint", "eslint"), ("typecheck", "tsc")):
        needs = FRONTEND / "package-lock.json" if script in node.scripts() else FRONTEND / "missing"
        checks.append(Check(name, node.npm("run", "--silent", script), needs, FRONTEND))
    return checks


def run_checks() -> tuple[int, int]:
    """Run every check and show what is wrong. Answers how many passed and how many failed."""
    passed = failed = 0
    node.install()
    for check in all_checks():
        if not check.needs.exists():
            skipped(check.name, f"{check.needs.relative_to(ROOT)} does not exist yet")
            continue
        if _holds(check):
            passed += 1
        else:
            failed += 1
    return passed, failed


def _holds(check: Check) -> bool:
    started = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=check.folder,
        env=node.node_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    seconds = f"[dim]{time.monotonic() - started:.1f} s[/]"
    if done.returncode == 0:
        console.print(f"  [green]✓[/] {check.name}  {seconds}")
        return True
    console.print(f"  [red]✗[/] {check.name}  {seconds}")
    console.print(done.stdout.rstrip(), markup=False)
    return False
