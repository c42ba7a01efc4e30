import os
import pwd
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

LAUNCH = Path(__file__).with_name("launch.py")


@dataclass(frozen=True, slots=True)
class Identity:
    """As whom a program runs: `same`, `namespace:UID:GID` or `user:UID:GID`."""

    text: str = "same"

    @property
    def outer_uid(self) -> int:
        """The user that files must belong to, seen from outside."""
        return int(self.text.split(":")[1]) if self.text.startswith("user:") else os.geteuid()

    @property
    def outer_gid(self) -> int:
        return int(self.text.split(":")[2]) if self.text.startswith("user:") else os.getegid()

    def command(self, program: list[str], at_parents_end: signal.Signals = signal.SIGKILL) -> list[str]:
        """The command line that starts `program` as this identity and ends it with us."""
        parent = str(os.getpid())
        return [
            sys.executable,
            "-I",
            "-S",
            str(LAUNCH),
            parent,
            str(int(at_parents_end)),
            self.text,
            *program,
        ]

    def can_run(self, program: list[str]) -> bool:
        """Whether this identity is allowed here and can read and run `program`."""
        answer = subprocess.run(self.command(program), capture_output=True, check=False)
        return answer.returncode == 0

    def give(self, folder: Path) -> None:
        """Make `folder` and all in it belong to this identity (only root can)."""
        if os.geteuid() != 0 or folder.stat().st_uid == self.outer_uid:
            return
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, self.outer_uid, self.outer_gid, follow_symlinks=False)


def identity_for(data: Path) -> Identity:
    """As whom PostgreSQL, which refuses root and nameless users, may work on `data`."""
    me = os.geteuid()
    if me != 0 and _has_name(me):
        return Identity()
    owner = data.stat() if data.exists() else None
    if me == 0 and owner is not None and owner.st_uid != 0:
        return Identity(f"user:{owner.st_uid}:{owner.st_gid}")
    someone = next(entry for entry in pwd.getpwall() if entry.pw_uid != 0)
    namespace = Identity(f"namespace:{someone.pw_uid}:{someone.pw_gid}")
    if me != 0 or namespace.can_run([_true()]):
        return namespace
    nobody = pwd.getpwnam("nobody")
    return Identity(f"user:{nobody.pw_uid}:{nobody.pw_gid}")


def _has_name(uid: int) -> bool:
    return any(entry.pw_uid == uid for entry in pwd.getpwall())


def _true() -> str:
    return shutil.which("true") or "/bin/true"
