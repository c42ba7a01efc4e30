"""Start one program so that it ends with its parent and, where asked, not as root.

Run by path with the standard library only: `python -I -S launch.py PARENT SIGNAL IDENTITY PROGRAM …`.
IDENTITY is `same`, `namespace:UID:GID` (a user namespace in which we are that user) or `user:UID:GID`.
"""

import ctypes
import os
import sys
from pathlib import Path

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1


def enter_namespace(uid: int, gid: int) -> None:
    """Become `uid` in a new user namespace; outside of it nothing changes.

    Raises OSError where the kernel or the container does not allow it.
    """
    outer_uid, outer_gid = os.geteuid(), os.getegid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "no user namespace")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/gid_map").write_text(f"{gid} {outer_gid} 1")
    Path("/proc/self/uid_map").write_text(f"{uid} {outer_uid} 1")


def become(identity: str) -> None:
    kind, *ids = identity.split(":")
    if kind == "namespace":
        enter_namespace(int(ids[0]), int(ids[1]))
    elif kind == "user":
        os.setgroups([])
        os.setgid(int(ids[1]))
        os.setuid(int(ids[0]))


def end_with_parent(parent: int, signal_number: int) -> None:
    """Ask Linux to signal us when the parent dies; elsewhere the next start cleans up."""
    if sys.platform == "linux":
        # Comes after the change of user, which would clear it.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal_number)
        if os.getppid() != parent:
            raise SystemExit(1)


def main() -> None:
    parent, signal_number, identity, *command = sys.argv[1:]
    become(identity)
    end_with_parent(int(parent), int(signal_number))
    os.execv(command[0], command)  # noqa: S606 - the command comes from our own supervisor


if __name__ == "__main__":
    main()
