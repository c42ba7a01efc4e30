"""One difference between two revisions of a pipeline."""

from collections.abc import Mapping
from dataclasses import dataclass

_TYPES: Mapping[str, str] = {"stage": "Stage", "status": "Status", "automation": "Automation"}


@dataclass(frozen=True, slots=True)
class Part:
    """What a difference is about: a pipeline, stage, status or automation."""

    type: str
    id: str
    name: str

    def view(self) -> dict[str, object]:
        """Its public form."""
        return {"type": self.type, "id": self.id, "name": self.name}

    def within(self, of: "Part | None") -> str:
        """It and what it belongs to, to begin a sentence with."""
        words = f"{_TYPES[self.type]} {self.quoted}"
        return f"{of.within(None)}: {lower(words)}" if of else words

    @property
    def quoted(self) -> str:
        """Its name in quotes; those inside are single ones."""
        return f"“{self.name.replace('“', '‘').replace('”', '’')}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One change. `kind` is added, removed, moved or changed; of a changed setting the former and the present value are
    told as data and in words. `of` is the stage or status that an automation belongs to.
    """

    kind: str
    part: Part
    of: Part | None = None
    field: str | None = None
    title: str | None = None
    before: object = None
    after: object = None
    before_words: str | None = None
    after_words: str | None = None
    text: str = ""

    def view(self) -> dict[str, object]:
        """The public object."""
        return {
            "kind": self.kind,
            "object": self.part.view(),
            "of": self.of.view() if self.of else None,
            "field": self.field,
            "title": self.title,
            "before": self.before,
            "after": self.after,
            "before_words": self.before_words,
            "after_words": self.after_words,
            "text": self.text,
        }


def lower(words: str) -> str:
    """To go on with inside a sentence; abbreviations stay."""
    return words if words[1:2].isupper() else words[0].lower() + words[1:]
