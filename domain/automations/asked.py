"""What of the firm a plan must know, judged by the settings of its automations: nothing else is looked up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any
from uuid import UUID

from domain.automations.foresight import Foresight
from domain.automations.texts import text_of
from domain.pipelines.model import Automation
from domain.shared.shortcodes import codes_in, own_codes_in


@dataclass(slots=True)
class Asked:
    """Ids by the kind of thing that settings name, what conditions name, the shortcodes of texts, what actions look at."""

    roles: set[UUID] = field(default_factory=set)
    members: set[UUID] = field(default_factory=set)
    tags: set[UUID] = field(default_factory=set)
    named: set[UUID] = field(default_factory=set)
    pipelines: set[UUID] = field(default_factory=set)
    client_statuses: set[UUID] = field(default_factory=set)
    stages: set[UUID] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    looks_at: set[str] = field(default_factory=set)
    days: bool = False
    timed: bool = False

    @property
    def account(self) -> bool:
        """Whether more of the account is needed than every job has at hand."""
        return bool(self.roles or "access" in self.looks_at or "ACCOUNT_ID" in self.codes or self.own_codes)

    @property
    def own_codes(self) -> list[str]:
        """Those of the firm's own fields."""
        return own_codes_in(*(f"[{code}]" for code in self.codes))

    @property
    def people(self) -> bool:
        """Whether members are spoken of by name."""
        named = "JOB_ASSIGNEE" in self.codes or not self.looks_at.isdisjoint({"access", "people"})
        return bool(self.members or self.roles or named)


def asked_by(automations: Iterable[Automation], foresights: Mapping[str, Foresight]) -> Asked:
    """What these automations ask for."""
    asked = Asked()
    for automation in automations:
        seen = foresights[automation.action]
        asked.looks_at |= seen.looks_at
        asked.named.update(automation.named())
        asked.timed = asked.timed or automation.trigger.timed
        settings = seen.read(automation.settings)
        for one in fields(settings):
            _note(asked, one.metadata, getattr(settings, one.name))
    return asked


def _note(asked: Asked, metadata: Mapping[str, Any], value: Any) -> None:
    if value in (None, "", [], False):
        return
    if "shortcodes" in metadata:
        asked.codes.update(codes_in(text_of(value)))
    named: Mapping[str, set[UUID]] = {
        "role-list": asked.roles,
        "member-list": asked.members,
        "tag-list": asked.tags,
        "pipeline": asked.pipelines,
        "any-pipeline": asked.pipelines,
        "client-status": asked.client_statuses,
        "stage": asked.stages,
    }
    widget = str(metadata.get("widget"))
    if widget in named:
        named[widget].update(UUID(str(one)) for one in (value if isinstance(value, list) else [value]))
    asked.days = asked.days or widget in ("days", "span")
