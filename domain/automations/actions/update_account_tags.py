"""Add, remove or clear tags of the job's account."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from domain.accounts.set_account_tags import set_account_tags
from domain.automations.action import Action, At, Made
from domain.automations.outlook import Line, Outlook
from domain.pipelines.model import Pipeline
from domain.shared.errors import Fault, NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateAccountTags:
    """Which tags to take off and to put on; `clear` takes all off first."""

    add: list[str] = field(default_factory=list, metadata={"title": "Add", "widget": "tag-list"})
    remove: list[str] = field(default_factory=list, metadata={"title": "Remove", "widget": "tag-list"})
    clear: bool = field(default=False, metadata={"title": "First remove all tags"})


def _after(settings: UpdateAccountTags, tags: frozenset[UUID]) -> frozenset[UUID]:
    kept = frozenset() if settings.clear else tags - {UUID(tag) for tag in settings.remove}
    return kept | {UUID(tag) for tag in settings.add}


def sentence(settings: UpdateAccountTags) -> str:
    """In words."""
    parts = ["clear the account's tags"] if settings.clear else []
    parts += [f"add {len(settings.add)} tag(s) to the account"] if settings.add else []
    parts += [f"remove {len(settings.remove)} tag(s) from the account"] if settings.remove else []
    return " and ".join(parts) or "leave the account's tags"


def check(settings: UpdateAccountTags, pipeline: Pipeline) -> list[Fault]:
    """It must do something."""
    if settings.add or settings.remove or settings.clear:
        return []
    return [Fault("/settings/add", "nothing_to_do", "Choose at least one tag to add or remove.")]


def foretell(settings: UpdateAccountTags, outlook: Outlook) -> Iterator[Line]:
    """What is put on and taken off, by name."""
    before, after = outlook.facts.tag_ids, _after(settings, outlook.facts.tag_ids)
    for label, tags in (("Tags added", after - before), ("Tags removed", before - after)):
        if tags:
            yield Line(label, outlook.tag_names(tags))
    if before == after:
        yield Line("Tags", "stay as they are")
    if not after <= outlook.facts.names.keys():
        raise NotFound("tag")


def foresee(settings: UpdateAccountTags, outlook: Outlook) -> Outlook:
    """The tags that later automations of the stage will see."""
    return replace(outlook, facts=replace(outlook.facts, tag_ids=_after(settings, outlook.facts.tag_ids)))


async def run(settings: UpdateAccountTags, at: At) -> Made:
    """Change the tags."""
    account = await at.uow.accounts.locked(at.at_hand.job.account_id)
    before = frozenset(account.tag_ids)
    after = _after(settings, before)
    await set_account_tags(account.id, tuple(after), at.uow.nested(), at.context)
    added, removed = sorted(map(str, after - before)), sorted(map(str, before - after))
    return [{"type": "account_tags", "id": account.id, "added": added, "removed": removed}]


async def undo(made: Mapping[str, Any], at: At) -> None:
    """Put back what was removed and take off what was added; changes made by others since stay."""
    account = await at.uow.accounts.locked(UUID(str(made["id"])))
    tags = frozenset(account.tag_ids) - {UUID(tag) for tag in made["added"]}
    await set_account_tags(
        account.id, tuple(tags | {UUID(tag) for tag in made["removed"]}), at.uow.nested(), at.context
    )


update_account_tags_action = Action(
    key="update_account_tags",
    title="Update account tags",
    description="Puts tags on the account or takes them off. Automations after this one see the change.",
    settings=UpdateAccountTags,
    sentence=sentence,
    run=run,
    undo=undo,
    check=check,
    foretell=foretell,
    looks_at=frozenset({"tags"}),
    foresee=foresee,
    permission="manage_tags",
)
