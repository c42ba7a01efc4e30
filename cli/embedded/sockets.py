import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from cli.problem import Problem

LONGEST_SOCKET_PATH = 100


def socket_folder(data: Path) -> Path:
    """A short private folder for the sockets of the servers of `data`, always the same for the same data.

    Short, because the path of a socket has at most some 100 bytes; private, because who reaches the socket is in.
    """
    name = f"tickmark-{os.geteuid()}-{hashlib.sha256(os.fsencode(data.resolve())).hexdigest()[:10]}"
    parent = Path(tempfile.gettempdir())
    if len(os.fsencode(parent / name / ".s.PGSQL.5432.lock")) > LONGEST_SOCKET_PATH:
        parent = Path("/tmp")  # noqa: S108 - the folder below is private and checked
    folder = parent / name
    folder.mkdir(mode=0o700, exist_ok=True)
    owner = folder.lstat()
    if not folder.is_dir() or folder.is_symlink() or (os.geteuid() != 0 and owner.st_uid != os.geteuid()):
        raise Problem(f"{folder} belongs to another user; remove it or set TMPDIR to a folder of your own.")
    folder.chmod(0o700)
    return folder


def leave_socket_folder(data: Path) -> None:
    """Remove the folder after a clean stop; one that still holds something stays."""
    with contextlib.suppress(OSError):
        socket_folder(data).rmdir()
