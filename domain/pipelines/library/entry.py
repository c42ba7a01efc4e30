"""A pipeline of the library as data. What only has ids inside a firm, tags and account roles, is said by name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from domain.pipelines.library.rules import Rule
from domain.pipelines.library.schedule import LibrarySchedule
from domain.pipelines.requirements import Requirement, WipLimit
from domain.pipelines.trigger import ENTERED, Trigger

# Where the settings of actions speak of a firm's own things.
_ROLES = ("role_ids",)
_TAGS = ("add", "remove")


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryAutomation:
    """An action and when it is done. Its settings name roles and tags."""

    action: str
    settings: Mapping[str, object] = field(default_factory=dict)
    when: tuple[Rule, ...] = ()
    trigger: Trigger = ENTERED

    def named(self, keys: tuple[str, ...]) -> Iterator[str]:
        """The names that its settings hold under these keys."""
        for key in keys:
            yield from _names(self.settings.get(key, ()))

    def view(self) -> dict[str, object]:
        """As an automation's public object, with names for ids."""
        return {
            "action": self.action,
            "settings": {
                key: list(value) if isinstance(value, tuple) else value
                for key, value in self.settings.items()
            },
            "conditions": [rule.view() for rule in self.when],
            "trigger": self.trigger.view(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryStage:
    """A stage: `only` are its entry conditions, `limit` an amount and its unit."""

    name: str
    color: str
    automations: tuple[LibraryAutomation, ...] = ()
    automove: bool = False
    only: tuple[Rule, ...] = ()
    limit: tuple[int, str] | None = None
    asks: tuple[Requirement, ...] = ()
    room: WipLimit | None = None

    def step(self) -> dict[str, object]:
        """What a picture of the way needs."""
        return {
            "name": self.name,
            "color": self.color,
            "automove": self.automove,
            "conditions": [rule.view() for rule in self.only],
        }

    def view(self) -> dict[str, object]:
        """As a stage's public object, with names for ids."""
        amount, unit = self.limit or (None, "days")
        return {
            **self.step(),
            "limit": {"amount": amount, "unit": unit} if amount else None,
            "requirements": [requirement.view() for requirement in self.asks],
            "wip_limit": self.room.view() if self.room else None,
            "automations": [automation.view() for automation in self.automations],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryStatus:
    """A custom job status."""

    name: str
    color: str
    automations: tuple[LibraryAutomation, ...] = ()
    automove: bool = False

    def view(self) -> dict[str, object]:
        """As a status's public object, with names for ids."""
        return {
            "name": self.name,
            "color": self.color,
            "automove": self.automove,
            "automations": [automation.view() for automation in self.automations],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryEntry:
    """One pipeline that a firm can install."""

    key: str
    name: str
    summary: str
    stages: tuple[LibraryStage, ...]
    statuses: tuple[LibraryStatus, ...] = ()
    schedule: LibrarySchedule | None = None

    @property
    def automations(self) -> tuple[LibraryAutomation, ...]:
        """Those of its stages and statuses."""
        of_stages = [automation for stage in self.stages for automation in stage.automations]
        return (*of_stages, *(automation for status in self.statuses for automation in status.automations))

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that it speaks of."""
        rules = [rule for stage in self.stages for rule in stage.only]
        rules += [rule for automation in self.automations for rule in automation.when]
        named = [name for automation in self.automations for name in automation.named(_TAGS)]
        return tuple(dict.fromkeys([*(name for rule in rules for name in rule.tags), *named]))

    @property
    def roles(self) -> tuple[str, ...]:
        """The account roles that it speaks of."""
        named = [name for automation in self.automations for name in automation.named(_ROLES)]
        return tuple(dict.fromkeys([*named, *([self.schedule.role] if self.schedule else [])]))

    def document(self) -> dict[str, object]:
        """What is imported to install it: a file like those of exported pipelines."""
        view = self.view()
        settings = {"schedule": self.schedule.settings()} if self.schedule else {}
        return {"name": self.name, "settings": settings} | {key: view[key] for key in ("stages", "statuses")}

    def card(self) -> dict[str, object]:
        """What a list of the library shows."""
        return {
            "key": self.key,
            "name": self.name,
            "summary": self.summary,
            "stages": [stage.step() for stage in self.stages],
            "statuses": [status.name for status in self.statuses],
            "automations_count": len(self.automations),
            "tags": list(self.tags),
            "roles": list(self.roles),
            "schedule": self.schedule.view() if self.schedule else None,
        }

    def view(self) -> dict[str, object]:
        """All of it, before it is installed."""
        stages = [stage.view() for stage in self.stages]
        return {**self.card(), "stages": stages, "statuses": [status.view() for status in self.statuses]}


def _names(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, tuple) else ()
