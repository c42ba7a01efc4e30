"""What an action can say of itself beforehand. Nothing in this type can reach an effect."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.automations.outlook import Line, Outlook


@dataclass(frozen=True, slots=True)
class Awaited:
    """Something that somebody must do before the job may go on."""

    title: str
    due_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Foresight:
    """The pure part of an action: functions of its settings and an outlook.

    `foretell` tells what a run would make, line by line, and raises what would fail the run. `foresee` is the outlook
    after it. `awaits` is the action item that it would make. `looks_at` is what must be looked
    up for it beside what its settings name: recipients, access, people, tags.
    """

    settings: type[Any]
    sentence: Callable[[Any], str]
    foretell: Callable[[Any, Outlook], Iterable[Line]]
    foresee: Callable[[Any, Outlook], Outlook]
    awaits: Callable[[Any, Outlook], Awaited | None]
    leads_to: Callable[[Any], str]
    looks_at: frozenset[str]
    outward: bool
    makes_action_item: Callable[[Any], bool]

    def read(self, settings: Mapping[str, object]) -> Any:
        """The settings as the action takes them."""
        return self.settings(**settings)
