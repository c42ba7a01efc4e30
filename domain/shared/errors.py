"""The families of refusals. Each has a stable `code` that integrations may rely on; `api/errors.py` alone knows HTTP."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar


class TickmarkError(Exception):
    """A refusal with a stable code and a sentence that a bookkeeper understands."""

    code: ClassVar[str] = "error"

    def __init__(
        self, sentence: str, *, code: str | None = None, details: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(sentence)
        self.stable_code = code or self.code
        self.details: Mapping[str, object] = details or {}


class NotFound(TickmarkError):
    """The thing does not exist for whoever asks: absent, hidden and foreign are one answer."""

    code = "not_found"

    def __init__(self, kind: str) -> None:
        super().__init__(f"There is no such {kind.replace('_', ' ')}.", code=f"{kind}_not_found")


class RuleViolation(TickmarkError):
    """A rule of the firm's work forbids it; nothing was changed."""

    code = "rule_violation"


class Conflict(TickmarkError):
    """Somebody else was faster, or the value is taken."""

    code = "conflict"


class StaleVersion(Conflict):
    """The thing changed since it was read."""

    code = "stale_version"

    def __init__(self, kind: str, current_version: int | None = None) -> None:
        super().__init__(
            f"This {kind.replace('_', ' ')} was changed by someone else in the meantime.",
            details={} if current_version is None else {"current_version": current_version},
        )


class Forbidden(TickmarkError):
    """The member may see it but lacks the permission to do this."""

    code = "permission_missing"

    def __init__(self, permission: str) -> None:
        super().__init__(
            f"This needs the permission “{permission.replace('_', ' ')}”. Ask an owner or admin of your firm.",
            details={"permission": permission},
        )


@dataclass(frozen=True, slots=True)
class Fault:
    """One bad value: where (JSON pointer), the stable code, and the sentence."""

    pointer: str
    code: str
    detail: str


class Invalid(TickmarkError):
    """The values given cannot be used; every fault is listed."""

    code = "invalid"

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults[0].detail if len(faults) == 1 else f"{len(faults)} values cannot be used.")
        self.faults = tuple(faults)
