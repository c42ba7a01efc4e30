"""What differs between two revisions of a pipeline, in words and as data."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from domain.pipelines.difference import Difference, Part, lower
from domain.pipelines.ports import ActionCatalogue
from domain.pipelines.read_view import View, listed, mapped
from domain.pipelines.setting_words import Names, plain, setting_words, title_of, words_of

# What a snapshot has that is no setting: what it is told by, its parts, and what changes without a save.
_NO_SETTINGS = frozenset(
    {"id", "pipeline_id", "position", "version", "revision", "status", "created_at", "updated_at"}
    | {"stages", "statuses", "automations", "settings"}
)
_SHORT = 80


def compare(before: View, after: View, names: Names, catalogue: ActionCatalogue) -> list[Difference]:
    """What makes the second snapshot out of the first; names of stages and statuses are the snapshots' own."""
    return list(_Comparison(before, after, names, catalogue).all())


class _Comparison:
    def __init__(self, before: View, after: View, names: Names, catalogue: ActionCatalogue) -> None:
        self._before, self._after, self._catalogue = before, after, catalogue
        own = {
            kind: {str(one["id"]): str(one["name"]) for view in (before, after) for one in listed(view, key)}
            for kind, key in (("stage", "stages"), ("status", "statuses"))
        }
        self._names = {kind: {**names.get(kind, {}), **own.get(kind, {})} for kind in {*names, *own}}

    def all(self) -> Iterator[Difference]:
        """The pipeline's own settings, then each stage, then each status."""
        pipeline = Part("pipeline", str(self._after["id"]), str(self._after["name"]))
        for one in self._fields(_flat(self._before), _flat(self._after), pipeline, None):
            yield replace(one, text=_sentence(str(one.title), one))
        for kind, key in (("stage", "stages"), ("status", "statuses")):
            yield from self._parts(listed(self._before, key), listed(self._after, key), kind, None)

    def _parts(
        self, before: Sequence[View], after: Sequence[View], kind: str, of: Part | None
    ) -> Iterator[Difference]:
        """Added, removed, moved and changed ones of a list; what is still there comes in its present order."""
        was = {str(one["id"]): one for one in before}
        now = {str(one["id"]): one for one in after}
        moved = _moved([id_ for id_ in was if id_ in now], [id_ for id_ in now if id_ in was])
        former = ""
        for id_, view in now.items():
            part = self._part(kind, view)
            place = f"after {former}" if former else "at the beginning"
            if id_ not in was:
                text = f"{part.within(of)} was added {place}."
                yield Difference(kind="added", part=part, of=of, after=view, text=text)
            elif id_ in moved:
                text = f"{part.within(of)} now comes {place}."
                yield Difference(kind="moved", part=part, of=of, text=text)
            yield from self._inside(was.get(id_, {}), view, part, of)
            former = part.quoted
        for id_, view in was.items():
            if id_ not in now:
                part = self._part(kind, view)
                text = f"{part.within(of)} was removed."
                yield Difference(kind="removed", part=part, of=of, before=view, text=text)

    def _inside(self, before: View, after: View, part: Part, of: Part | None) -> Iterator[Difference]:
        """What changed in one that is still there, and the automations of one that is new."""
        if before:
            fields = self._actions_own if part.type == "automation" else self._fields
            for one in fields(_flat(before), _flat(after), part, of):
                yield replace(one, text=_sentence(f"{part.within(of)}: {lower(str(one.title))}", one))
        yield from self._parts(
            listed(before, "automations"), listed(after, "automations"), "automation", part
        )

    def _fields(self, before: View, after: View, part: Part, of: Part | None) -> Iterator[Difference]:
        for field in dict.fromkeys([*before, *after]):
            if not _same(field, before, after):
                yield Difference(
                    kind="changed",
                    part=part,
                    of=of,
                    field=field,
                    title=title_of(field),
                    before=before.get(field),
                    after=after.get(field),
                    before_words=words_of(field, before.get(field), self._names),
                    after_words=words_of(field, after.get(field), self._names),
                )

    def _actions_own(self, before: View, after: View, part: Part, of: Part | None) -> Iterator[Difference]:
        """The fields of an automation, with its action's settings as the action calls them."""
        known = {f"settings.{one.name}": one for one in self._catalogue.settings(str(after.get("action")))}
        for one in self._fields(before, after, part, of):
            setting = known.get(str(one.field))
            if setting is None:
                yield one
            else:
                was, now = (setting_words(setting, value, self._names) for value in (one.before, one.after))
                yield replace(one, title=setting.title, before_words=was, after_words=now)

    def _part(self, kind: str, view: View) -> Part:
        if kind != "automation":
            return Part(kind, str(view["id"]), str(view["name"]))
        action, settings = str(view["action"]), mapped(view, "settings")
        told = [
            setting_words(setting, settings[setting.name], self._names)
            for setting in self._catalogue.settings(action)
            if setting.refers_to and settings.get(setting.name)
        ]
        words = self._catalogue.describe(action, settings)
        return Part(kind, str(view["id"]), f"{words} ({', '.join(told)})" if told else words)


def _sentence(what: str, change: Difference) -> str:
    """What changed, with both values when they are short enough to be read in passing."""
    words = (change.before_words or "", change.after_words or "")
    if max(len(one) for one in words) > _SHORT or words[0] == words[1]:
        return f"{what} changed."
    was, now = (_quoted(one, value) for one, value in zip(words, (change.before, change.after), strict=True))
    return f"{what} {was} → {now}."


def _quoted(words: str, value: object) -> str:
    return f"“{words}”" if isinstance(value, str) and plain(value) == words and value else words


def _same(field: str, before: View, after: View) -> bool:
    """One that was not known when the revision was kept says the same as an empty one."""
    if field in before and field in after:
        return before[field] == after[field]
    return (before.get(field) or after.get(field)) in (None, "", [], {}, False)


def _flat(view: View) -> dict[str, object]:
    """The settings of a pipeline, stage, status or automation; those of an action or a board one by one."""
    own = {key: value for key, value in view.items() if key not in _NO_SETTINGS}
    return own | {f"settings.{key}": value for key, value in mapped(view, "settings").items()}


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """As few as will do, which were put elsewhere among the others."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    stay = {after[block.b + step] for block in matcher.get_matching_blocks() for step in range(block.size)}
    return set(after) - stay
