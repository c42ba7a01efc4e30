"""Names that tell things of one list apart, where ids mean nothing: in copies and in files."""

from collections.abc import Sequence


def labels(names: Sequence[str]) -> list[str]:
    """Each name; the second of the same name gets “(2)” after it, and so on. The same names give the same labels."""
    taken, told = set(names), []
    seen: set[str] = set()
    for name in names:
        label, number = name, 2
        while label in seen or (label != name and label in taken):
            label, number = f"{name} ({number})", number + 1
        seen.add(label)
        told.append(label)
    return told


def free_name(name: str, taken: frozenset[str]) -> str:
    """The name, or the name with “(2)”, “(3)”… after it."""
    number, free = 2, name
    while free in taken:
        number, free = number + 1, f"{name} ({number})"
    return free
