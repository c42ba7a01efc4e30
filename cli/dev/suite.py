import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cli.dev import node
from cli.dev.browser import find_browser
from cli.dev.checks import run_checks
from cli.dev.tally import tally
from cli.paths import FRONTEND, ROOT
from cli.steps import console, skipped

NO_TESTS_FOUND = 5
DOMAIN_COVERAGE = ["--cov=domain", "--cov-branch", "--cov-report=term:skip-covered", "--cov-fail-under=100"]


@dataclass(frozen=True, slots=True)
class Result:
    name: str
    passed: int
    failed: int


def run_pytest(arguments: list[str]) -> int:
    """Only pytest, with what the person typed. Answers its exit status."""
    return subprocess.run([*_pytest(), *arguments], cwd=ROOT, check=False).returncode


def run_everything() -> int:
    """Every check and every test, one part after the other. Answers the exit status."""
    parts: list[Callable[[], Result | None]] = [_checks, _python_tests, _app_tests, _browser_tests]
    results = [result for part in parts if (result := part()) is not None]
    console.print()
    for result in results:
        console.print(f"  {result.name}: {result.passed} passed, {result.failed} failed")
    passed = sum(result.passed for result in results)
    failed = sum(result.failed for result in results)
    console.print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def _checks() -> Result:
    console.rule("checks", align="left")
    return Result("checks", *run_checks())


def _python_tests() -> Result:
    console.rule("Python tests", align="left")
    coverage = DOMAIN_COVERAGE if any((ROOT / "tests" / "unit").rglob("test_*.py")) else []
    return _run("Python tests", [*_pytest(), *coverage], ROOT, dict(os.environ))


def _app_tests() -> Result | None:
    if "test" not in node.scripts() or not node.install():
        skipped("app tests", "frontend/package.json has no test script yet")
        return None
    console.rule("app tests", align="left")
    return _run("app tests", node.npm("run", "--silent", "test"), FRONTEND, node.node_environment())


def _browser_tests() -> Result | None:
    if "e2e" not in node.scripts() or not node.install():
        skipped("browser tests", "frontend/package.json has no e2e script yet")
        return None
    console.rule("browser tests", align="left")
    browser = find_browser()
    if browser is None:
        return Result("browser tests (no browser)", 0, 1)
    node.build()
    environment = {**node.node_environment(), "CHROMIUM": browser, "TICKMARK_PYTHON": sys.executable}
    return _run("browser tests", node.npm("run", "--silent", "e2e"), FRONTEND, environment)


def _pytest() -> list[str]:
    return [sys.executable, "-P", "-m", "pytest"]


def _run(name: str, command: list[str], folder: Path, environment: dict[str, str]) -> Result:
    """Show what the runner prints while it prints it, and count at the end."""
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    said: list[str] = []
    reader = threading.Thread(target=_copy, args=(process, said))
    reader.start()
    status = process.wait()
    reader.join()
    passed, failed = tally("".join(said))
    if status not in {0, NO_TESTS_FOUND} and failed == 0:
        failed = 1  # the runner itself broke, or coverage is missing
    return Result(name, passed, failed)


def _copy(process: subprocess.Popen[str], said: list[str]) -> None:
    for line in process.stdout or ():
        said.append(line)
        sys.stdout.write(line)
        sys.stdout.flush()
