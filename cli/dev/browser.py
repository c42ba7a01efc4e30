import os
import shutil
import subprocess

from cli.steps import console, step

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def find_browser() -> str | None:
    """The path of a Chromium, installed on the way where that is possible; None after saying how to get one."""
    if named := os.environ.get("CHROMIUM"):
        return named
    found = _installed()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        with step("Chromium, for the browser tests"):
            _apt("update")
            _apt("install", "--no-install-recommends", "chromium")
        found = _installed()
    if found is None:
        console.print(
            "The browser tests need Chromium. On Debian and Ubuntu: sudo apt-get install chromium. "
            "Elsewhere install Chrome or Chromium and name its path in CHROMIUM."
        )
    return found


def _installed() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _apt(*arguments: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", "-qq", "-y", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        console.print(done.stdout[-2000:], markup=False)
