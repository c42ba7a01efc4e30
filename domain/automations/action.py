"""What an automation action is: settings, a run, an undo, and what can be told and foreseen of it."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.automations.foresight import Awaited, Foresight
from domain.automations.outlook import Line, Outlook
from domain.automations.run import Run
from domain.jobs.ports import JobAtHand
from domain.pipelines.model import Pipeline
from domain.shared.context import Context
from domain.shared.errors import Fault
from domain.unit_of_work import UnitOfWork

Made = list[dict[str, object]]
"""What a run made or changed: each with its `type` and `id`, and what its undo needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """Where and when an action runs."""

    at_hand: JobAtHand
    run: Run
    uow: UnitOfWork
    context: Context


def _foresee_nothing(settings: Any, outlook: Outlook) -> Outlook:
    return outlook


def _awaits_nothing(settings: Any, outlook: Outlook) -> Awaited | None:
    return None


def _leads_nowhere(settings: Any) -> str:
    return ""


def is_id(text: str) -> bool:
    """Whether a setting can be the id of something."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One entry of the catalogue. `outward` means that it leaves the firm, so it is held after a person's move.

    `settings` is a stdlib dataclass of JSON's own types. `check` tells what is wrong with settings in a pipeline;
    `leads_to` the stage or custom status (its id, or nothing) that it brings the job to, `leads_into` the pipeline of
    that stage, where it is another one, `begins_in` the pipeline in which it begins a new job and `begins_at` the stage,
    where it is not the first one, `calls` the URL that it sends to. `makes_action_item` may depend on the settings.
    For plans: `foretell` is what a run would make, in lines, raising what would fail it; `foresee` what is so after it;
    `awaits` its action item.
    """

    key: str
    title: str
    description: str
    settings: type[Any]
    sentence: Callable[[Any], str]
    run: Callable[[Any, At], Awaitable[Made]]
    undo: Callable[[Mapping[str, Any], At], Awaitable[None]]
    makes_action_item: bool | Callable[[Any], bool] = False
    outward: bool = False
    check: Callable[[Any, Pipeline], list[Fault]]
    foretell: Callable[[Any, Outlook], Iterable[Line]]
    foresee: Callable[[Any, Outlook], Outlook] = _foresee_nothing
    awaits: Callable[[Any, Outlook], Awaited | None] = _awaits_nothing
    looks_at: frozenset[str] = frozenset()
    leads_to: Callable[[Any], str] = _leads_nowhere
    calls: Callable[[Any], str] = _leads_nowhere
    leads_into: Callable[[Any], str] = _leads_nowhere
    begins_in: Callable[[Any], str] = _leads_nowhere
    begins_at: Callable[[Any], str] = _leads_nowhere
    permission: str | None = None

    @property
    def action_item(self) -> str:
        """Whether it makes an action item: always, sometimes (the settings decide) or never."""
        if isinstance(self.makes_action_item, bool):
            return "always" if self.makes_action_item else "never"
        return "sometimes"

    def waits(self, settings: Mapping[str, object]) -> bool:
        """Whether it makes an action item with these settings."""
        return self._waits(self.read(settings))

    def _waits(self, settings: Any) -> bool:
        made = self.makes_action_item
        return made if isinstance(made, bool) else made(settings)

    def read(self, settings: Mapping[str, object]) -> Any:
        """The settings as the action takes them; unknown ones are an error."""
        return self.settings(**settings)

    @property
    def foresight(self) -> Foresight:
        """The part of it that plans are made with: what can run is not in it."""
        return Foresight(
            settings=self.settings,
            sentence=self.sentence,
            foretell=self.foretell,
            foresee=self.foresee,
            awaits=self.awaits,
            leads_to=self.leads_to,
            looks_at=self.looks_at,
            outward=self.outward,
            makes_action_item=self._waits,
        )
