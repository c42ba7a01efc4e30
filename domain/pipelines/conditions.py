"""Conditions on stages and automations, and their verdicts (judged when their turn comes)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from domain.accounts.custom_field import Value
from domain.pipelines.field_match import match_words, matches

GROUPS: Mapping[str, Callable[[Iterable[bool]], bool]] = {
    "all": all,
    "any": any,
    "none": lambda held: not any(held),
}
"""Conditions that are made of others, and when they hold."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What conditions look at: the account and the job as they are now. `custom_fields` are values by the field's id,
    as the account has them; `names` of tags, fields and members word the verdicts.
    """

    tag_ids: frozenset[UUID]
    account_type: str
    priority: str = "medium"
    assignee_ids: frozenset[UUID] = frozenset()
    custom_fields: Mapping[str, Value] = field(default_factory=dict)
    names: Mapping[UUID, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition. Tags, assignees and the custom field are ids; `values` holds account types, priorities, or what
    the field is compared with. A group has `conditions` and nothing else.
    """

    kind: str
    match: str = "any_of"
    ids: tuple[UUID, ...] = ()
    values: tuple[Value, ...] = ()
    conditions: tuple["Condition", ...] = ()

    @classmethod
    def from_view(cls, view: Mapping[str, object]) -> "Condition":
        """From its public form."""
        kind = str(view["kind"])
        if kind in GROUPS:
            return cls(kind, conditions=tuple(cls.from_view(part) for part in _listed(view["conditions"])))
        if kind == "account_tags":
            return cls(kind, str(view["match"]), tuple(UUID(str(tag)) for tag in _listed(view["tags"])))
        if kind == "custom_field":
            values = _listed([view["than"]] if "than" in view else view.get("in"))
            return cls(kind, str(view["match"]), (UUID(str(view["field"])),), tuple(values))
        if kind == "assignee":
            return cls(kind, ids=tuple(UUID(str(member)) for member in _listed(view["in"])))
        return cls(kind, values=tuple(str(value) for value in _listed(view["in"])))

    def view(self) -> dict[str, object]:
        """Its public form."""
        match self.kind:
            case "account_tags":
                return {"kind": self.kind, "match": self.match, "tags": [str(id_) for id_ in self.ids]}
            case "custom_field":
                asked: dict[str, object] = {"kind": self.kind, "field": str(self.ids[0]), "match": self.match}
                if self.match == "one_of":
                    asked["in"] = list(self.values)
                elif self.values:
                    asked["than"] = self.values[0]
                return asked
            case kind if kind in GROUPS:
                return {"kind": self.kind, "conditions": [part.view() for part in self.conditions]}
            case _:
                return {"kind": self.kind, "in": [str(id_) for id_ in self.ids] or list(self.values)}

    def leaves(self) -> Iterator["Condition"]:
        """The conditions that it is made of in the end: itself, when it is no group."""
        if self.kind not in GROUPS:
            yield self
        for part in self.conditions:
            yield from part.leaves()

    def holds(self, facts: Facts) -> bool:
        """Whether it holds now."""
        match self.kind:
            case "account_tags":
                return _tags_match(self.match, frozenset(self.ids), facts.tag_ids)
            case "account_type":
                return facts.account_type in self.values
            case "priority":
                return facts.priority in self.values
            case "assignee":
                return not facts.assignee_ids.isdisjoint(self.ids)
            case "custom_field":
                return matches(self.match, self.values, facts.custom_fields.get(str(self.ids[0])))
            case group:
                return GROUPS[group](part.holds(facts) for part in self.conditions)

    def judge(self, facts: Facts) -> "Verdict":
        """Whether it holds, in words; a group tells the verdict of each of its parts."""
        parts = tuple(part.judge(facts) for part in self.conditions)
        return Verdict(self, self.holds(facts), self._words(facts, parts), parts)

    def _words(self, facts: Facts, parts: Sequence["Verdict"]) -> str:
        match self.kind:
            case "account_tags":
                names = ", ".join(facts.names.get(id_, "a deleted tag") for id_ in self.ids)
                return f"account has {self.match.replace('_', ' ')}: {names}"
            case "account_type":
                return f"account is {_either(self.values)} (it is {facts.account_type})"
            case "priority":
                return f"priority is {_either(self.values)} (it is {facts.priority})"
            case "assignee":
                names = _either([facts.names.get(id_, "a former member") for id_ in self.ids])
                return f"job is assigned to {names}"
            case "custom_field":
                [id_] = self.ids
                name = facts.names.get(id_, "a deleted field")
                return match_words(self.match, self.values, name, facts.custom_fields.get(str(id_)))
            case group:
                return f"{group} of ({'; '.join(part.marked for part in parts)})"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a condition said at its automation's turn; of a group, with what each of its `parts` said."""

    condition: Condition
    holds: bool
    text: str
    parts: tuple["Verdict", ...] = ()

    @property
    def marked(self) -> str:
        """Its words after a sign that tells whether it holds."""
        return f"{'✓' if self.holds else '✗'} {self.text}"

    def view(self) -> dict[str, object]:
        """Its public form."""
        return {
            "condition": self.condition.view(),
            "holds": self.holds,
            "text": self.text,
            "parts": [part.view() for part in self.parts],
        }

    @classmethod
    def from_view(cls, view: Mapping[str, object]) -> "Verdict":
        """From its public form."""
        condition = view["condition"]
        if not isinstance(condition, Mapping):
            raise TypeError("a verdict's condition is an object")
        parts = tuple(cls.from_view(part) for part in _listed(view.get("parts")))
        return cls(Condition.from_view(condition), bool(view["holds"]), str(view["text"]), parts)


def all_hold(conditions: Sequence[Condition], facts: Facts) -> bool:
    """Whether every condition holds; none at all hold."""
    return all(condition.holds(facts) for condition in conditions)


def named_in(conditions: Iterable[Condition]) -> list[UUID]:
    """The tags, members and custom fields that they speak of."""
    return [id_ for condition in conditions for leaf in condition.leaves() for id_ in leaf.ids]


def _tags_match(match: str, wanted: frozenset[UUID], present: frozenset[UUID]) -> bool:
    if match == "all_of":
        return wanted <= present
    if match == "none_of":
        return wanted.isdisjoint(present)
    return not wanted.isdisjoint(present)


def _either(values: Iterable[object]) -> str:
    return " or ".join(str(value) for value in values)


def _listed(value: object) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()
