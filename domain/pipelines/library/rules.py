"""Conditions of library pipelines, said by name."""

from dataclasses import dataclass

TAGS = "account_tags"


@dataclass(frozen=True, slots=True)
class Rule:
    """The account has `match` (all_of, any_of, none_of) the tags of these names, or is of one of these types."""

    kind: str
    match: str
    names: tuple[str, ...]

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that it speaks of."""
        return self.names if self.kind == TAGS else ()

    def view(self) -> dict[str, object]:
        """As a condition's public object, with names for ids."""
        if self.kind == TAGS:
            return {"kind": TAGS, "match": self.match, "tags": list(self.names)}
        return {"kind": self.kind, "in": list(self.names)}


def all_of(*tags: str) -> Rule:
    """The account has all of these tags."""
    return Rule(TAGS, "all_of", tags)


def any_of(*tags: str) -> Rule:
    """The account has one or more of these tags."""
    return Rule(TAGS, "any_of", tags)


def none_of(*tags: str) -> Rule:
    """The account has none of these tags."""
    return Rule(TAGS, "none_of", tags)


def is_a(*types: str) -> Rule:
    """The account is of one of these types: individual, company, other."""
    return Rule("account_type", "any_of", types)
