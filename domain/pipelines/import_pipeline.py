"""Make a pipeline of a document that names what is of the firm: a file that was exported, or one of the library."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from domain.accounts.role_names import new_role
from domain.accounts.tag_names import COLORS, new_tag
from domain.pipelines.check_asked import check_asked
from domain.pipelines.create_pipeline import draft, take_over_pipeline
from domain.pipelines.labels import free_name
from domain.pipelines.model import Automation, Pipeline
from domain.pipelines.ports import ActionCatalogue
from domain.pipelines.read_view import View, listed, read_pipeline
from domain.pipelines.references import Reference, mentions, translated
from domain.pipelines.revise import check_automations
from domain.pipelines.things import KIND_WORDS, Things, things_of
from domain.pipelines.whereabouts import where
from domain.shared.context import Context
from domain.shared.errors import Invalid
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Imported:
    """The pipeline, the tags and account roles that were made for it, and what could not be taken over, in words."""

    pipeline: Pipeline
    new_tags: tuple[str, ...]
    new_roles: tuple[str, ...]
    notes: tuple[str, ...]

    def view(self) -> dict[str, object]:
        """The public object."""
        return {
            "pipeline": self.pipeline.view(),
            "new_tags": self.new_tags,
            "new_roles": self.new_roles,
            "notes": self.notes,
        }


async def import_pipeline(
    document: View,
    catalogue: ActionCatalogue,
    uow: UnitOfWork,
    context: Context,
    *,
    name: str | None = None,
    preview: bool = False,
) -> Imported:
    """Make the pipeline. Tags and account roles that the firm lacks are made, members are known by their e-mail; those
    unknown are left out, and told. A preview is the same, and nothing is stored.

    Raises Forbidden, Invalid, RuleViolation.
    """
    context.rights.require("manage_pipelines")
    async with uow:
        known = await things_of(uow, context)
        things, tags, roles = _with_missing(document, known, catalogue, uow, context)
        resolved = _Resolved(document, things, catalogue)
        command = read_pipeline(await resolved.without_senseless(uow, context))
        taken = frozenset(await uow.pipelines.names_taken())
        command = replace(command, name=name or free_name(command.name, taken))
        pipeline = await take_over_pipeline(command, catalogue, uow.nested(), context)
        imported = Imported(pipeline, tags, roles, tuple(dict.fromkeys(resolved.notes)))
        if not preview:
            await uow.commit(imported)
    return imported


class _Resolved:
    """The document with the firm's ids in place of names, and what was lost."""

    def __init__(self, document: View, things: Things, catalogue: ActionCatalogue) -> None:
        self._document, self._things, self._catalogue = document, things, catalogue
        self.lost: list[Reference] = []
        self.notes: list[str] = []
        self.view = translated(document, catalogue, self._find)

    def _find(self, mentioned: Reference) -> str | None:
        if mentioned.kind in ("stage", "status") and not mentioned.inside:
            return mentioned.value  # the pipeline's own get their ids when it is made
        inside = (
            self._things.id(Reference("pipeline", mentioned.inside, mentioned.place))
            if mentioned.inside
            else ""
        )
        found = None if inside is None else self._things.id(replace(mentioned, inside=inside))
        if found is None:
            self.lost.append(mentioned)
            kind, place = KIND_WORDS[mentioned.kind], where(self._document, mentioned.place)
            self.notes.append(f"{place}: there is no {kind} “{mentioned.value}” here; left out.")
        return found

    async def without_senseless(self, uow: UnitOfWork, context: Context) -> View:
        """The pipeline without the automations that lost what they can't do without.

        Raises Invalid when another one is no good; its place is that in the document.
        """
        command = read_pipeline(self.view)
        check_asked(command, self._things.fields)
        pipeline, pointers = draft(command, self._catalogue, context)
        by_pointer = {pointers[one.id]: one for one in pipeline.automations}
        hurt = [_automation_of(lost.place) for lost in self.lost]
        senseless = [
            pointer
            for pointer in dict.fromkeys(one for one in hurt if one)
            if self._is_senseless(by_pointer[pointer], pipeline, pointer)
        ]
        for pointer in senseless:
            self.notes.append(
                f"{where(self._document, pointer)} was left out: it makes no sense without that."
            )
        kept = [one for one in pipeline.automations if pointers[one.id] not in senseless]
        pipeline.automations = kept
        await check_automations(pipeline, kept, self._catalogue, pointers, uow, context)
        return _without(self.view, senseless)

    def _is_senseless(self, automation: Automation, pipeline: Pipeline, pointer: str) -> bool:
        """Whether it can't be any more, or would run for more jobs than was meant, as a condition is lost."""
        if len(_leaves(self.view, pointer)) < len(_leaves(self._document, pointer)):
            return True
        try:
            self._catalogue.check(automation, pipeline, pointer)
        except Invalid:
            return True
        return False


def _without(view: View, pointers: Collection[str]) -> View:
    """The pipeline without the automations at these places."""
    told = dict(view)
    for key in ("stages", "statuses"):
        told[key] = [
            {
                **owner,
                "automations": [
                    automation
                    for turn, automation in enumerate(listed(owner, "automations"))
                    if f"/{key}/{place}/automations/{turn}" not in pointers
                ],
            }
            for place, owner in enumerate(listed(view, key))
        ]
    return told


def _leaves(view: View, pointer: str) -> list[View]:
    """The single conditions of an automation, those in groups too."""
    key, place, _, turn = pointer.removeprefix("/").split("/")
    waiting = [listed(listed(view, key)[int(place)], "automations")[int(turn)]]
    found: list[View] = []
    while waiting:
        inner = listed(waiting.pop(), "conditions")
        waiting += inner
        found += [condition for condition in inner if "conditions" not in condition]
    return found


def _automation_of(pointer: str) -> str:
    """The pointer to the automation in which something stands; empty when it stands in none."""
    parts = pointer.split("/")
    return "/".join(parts[:5]) if parts[3:4] == ["automations"] else ""


def _with_missing(
    document: View, known: Things, catalogue: ActionCatalogue, uow: UnitOfWork, context: Context
) -> tuple[Things, tuple[str, ...], tuple[str, ...]]:
    """The firm's things with the tags and account roles that it lacked, and their names.

    Raises Forbidden when something must be made and the permission is missing.
    """
    colors = {str(tag["name"]).casefold(): str(tag["color"]) for tag in listed(document, "tags")}
    tags, roles = list(known.tags), list(known.roles)
    missing = {
        (one.kind, one.value.strip().casefold()): one.value.strip()
        for one in mentions(document, catalogue)
        if one.kind in ("tag", "role") and known.id(one) is None
    }
    for (kind, folded), name in missing.items():
        if kind == "tag":
            context.rights.require("manage_tags")
            color = colors.get(folded, COLORS[len(tags) % len(COLORS)])
            tags.append(new_tag(name, color, uow, context))
        else:
            context.rights.require("assign_members")
            roles.append(new_role(name, len(roles), uow, context))
    things = replace(known, tags=tags, roles=roles)
    new_tags = tuple(tag.name for tag in tags[len(known.tags) :])
    return things, new_tags, tuple(role.name for role in roles[len(known.roles) :])
