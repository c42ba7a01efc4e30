"""What ./dev does once the environment stands."""

import subprocess
import sys

from cli.paths import ROOT
from cli.problem import Problem
from cli.steps import complaints, console


def main(arguments: list[str]) -> int:
    command, *rest = arguments
    if command == "test":
        from cli.dev.suite import run_everything, run_pytest

        return run_pytest(rest) if rest else run_everything()
    if command == "check":
        from cli.dev.checks import run_checks

        passed, failed = run_checks()
        console.print(f"{passed} passed, {failed} failed")
        return 1 if failed else 0
    if command == "bench":
        return bench(rest)
    if command == "lock":
        from cli.dev.locks import renew_locks

        renew_locks()
        return 0
    return tickmark(rest if command == "run" else [command, *rest])


def tickmark(arguments: list[str]) -> int:
    """The tickmark command itself; before `up`, the app is built."""
    if arguments[:1] == ["up"] and "--help" not in arguments:
        from cli.dev.node import build

        build()
    from cli.main import app

    app(arguments, prog_name="tickmark")
    return 0


def bench(arguments: list[str]) -> int:
    names = sorted(path.stem for path in (ROOT / "bench").glob("*.py") if not path.stem.startswith("_"))
    if not arguments or arguments[0] not in names:
        raise Problem(f"./dev bench NAME, one of: {', '.join(names) or 'there are none yet'}")
    name, *rest = arguments
    return subprocess.run(
        [sys.executable, "-P", "-m", f"bench.{name}", *rest], check=False, cwd=ROOT
    ).returncode


if __name__ == "__main__":
    try:
        status = main(sys.argv[1:])
    except Problem as problem:
        complaints.print(str(problem), markup=False)
        status = 1
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)
