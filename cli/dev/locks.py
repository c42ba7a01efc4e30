import subprocess
import sys
import tempfile
from pathlib import Path

from cli.paths import ROOT
from cli.problem import Problem
from cli.steps import step

LOCKS = ROOT / ".requirements"
FOREIGN = ("://", "--find-links", "--index-url", "--extra-index-url", "file:")


def renew_locks() -> None:
    """Resolve pyproject.toml anew into hash-pinned files that hold on every platform and name no host."""
    project = str(ROOT / "pyproject.toml")
    with step("what Tickmark runs with"):
        _compile([project], LOCKS / "runtime.txt")
    with step("what its tests and checks need besides"):
        _compile([project, "--group", "dev", "-c", str(LOCKS / "runtime.txt")], LOCKS / "dev.txt")
    with step("the installer"), tempfile.NamedTemporaryFile("w", suffix=".in") as wish:
        wish.write("uv\n")
        wish.flush()
        _compile([wish.name], LOCKS / "uv.txt")


def _compile(what: list[str], target: Path) -> None:
    uv = str(Path(sys.executable).with_name("uv"))
    options = ["--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--universal", "--upgrade"]
    options += ["--python-version", "3.11", "--no-header", "--no-annotate", "--output-file", str(target)]
    done = subprocess.run(
        [uv, "pip", "compile", "--quiet", *options, *what], text=True, check=False, cwd=ROOT
    )
    if done.returncode != 0:
        raise Problem(f"{target.name} could not be renewed.")
    if any(word in target.read_text() for word in FOREIGN):
        raise Problem(
            f"{target.name} names a host or a folder of this machine; look at your pip and uv settings."
        )
