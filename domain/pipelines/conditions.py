"""Conditions on stages and automations, and their verdicts (judged when their turn comes)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

KINDS = ("account_tags", "account_type", "priority", "assignee")
MATCHES = ("all_of", "any_of", "none_of")


@dataclass(frozen=True, slots=True)
class Facts:
    """What conditions look at: the account and the job as they are now. `tag_names` words the verdicts."""

    tag_ids: frozenset[UUID]
    account_type: str
    priority: str = "medium"
    assignee_ids: frozenset[UUID] = frozenset()
    tag_names: Mapping[UUID, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition. Tags and assignees are ids; `values` holds account types or priorities."""

    kind: str
    match: str = "any_of"
    ids: tuple[UUID, ...] = ()
    values: tuple[str, ...] = ()

    @classmethod
    def from_view(cls, view: Mapping[str, object]) -> "Condition":
        """From its public form."""
        kind = str(view["kind"])
        if kind == "account_tags":
            return cls(kind, str(view["match"]), tuple(UUID(str(tag)) for tag in _listed(view["tags"])))
        if kind == "assignee":
            return cls(kind, ids=tuple(UUID(str(member)) for member in _listed(view["in"])))
        return cls(kind, values=tuple(str(value) for value in _listed(view["in"])))

    def view(self) -> dict[str, object]:
        """Its public form."""
        if self.kind == "account_tags":
            return {"kind": self.kind, "match": self.match, "tags": [str(id_) for id_ in self.ids]}
        return {"kind": self.kind, "in": [str(id_) for id_ in self.ids] or list(self.values)}

    def holds(self, facts: Facts) -> bool:
        """Whether it holds now."""
        match self.kind:
            case "account_tags":
                return _tags_match(self.match, frozenset(self.ids), facts.tag_ids)
            case "account_type":
                return facts.account_type in self.values
            case "priority":
                return facts.priority in self.values
            case _:
                return not facts.assignee_ids.isdisjoint(self.ids)

    def judge(self, facts: Facts) -> "Verdict":
        """Whether it holds, in words."""
        return Verdict(condition=self, holds=self.holds(facts), text=self._words(facts))

    def _words(self, facts: Facts) -> str:
        match self.kind:
            case "account_tags":
                names = ", ".join(facts.tag_names.get(id_, "a deleted tag") for id_ in self.ids)
                return f"account has {self.match.replace('_', ' ')}: {names}"
            case "account_type":
                return f"account is {' or '.join(self.values)} (it is {facts.account_type})"
            case "priority":
                return f"priority is {' or '.join(self.values)} (it is {facts.priority})"
            case _:
                return "job is assigned to one of the chosen members"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a condition said at its automation's turn."""

    condition: Condition
    holds: bool
    text: str

    def view(self) -> dict[str, object]:
        """Its public form."""
        return {"condition": self.condition.view(), "holds": self.holds, "text": self.text}

    @classmethod
    def from_view(cls, view: Mapping[str, object]) -> "Verdict":
        """From its public form."""
        condition = view["condition"]
        if not isinstance(condition, Mapping):
            raise TypeError("a verdict's condition is an object")
        return cls(Condition.from_view(condition), bool(view["holds"]), str(view["text"]))


def all_hold(conditions: Sequence[Condition], facts: Facts) -> bool:
    """Whether every condition holds; none at all hold."""
    return all(condition.holds(facts) for condition in conditions)


def _tags_match(match: str, wanted: frozenset[UUID], present: frozenset[UUID]) -> bool:
    if match == "all_of":
        return wanted <= present
    if match == "none_of":
        return wanted.isdisjoint(present)
    return not wanted.isdisjoint(present)


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else []
