"""Tags by their names."""

from collections.abc import Iterable

from domain.accounts.events import TagCreated
from domain.accounts.model import Tag
from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork

COLORS = ("blue", "orange", "teal", "pink", "olive", "violet", "sky", "brown", "green", "slate")


async def tags_named(names: Iterable[str], uow: UnitOfWork, context: Context) -> list[Tag]:
    """The tags with these names or ids, in their order; an unknown name becomes a new tag at commit.

    Raises Forbidden when a new tag is needed and the permission is missing.
    """
    wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if not wanted:
        return []
    present = await uow.tags.all()
    known = {tag.name.lower(): tag for tag in present} | {str(tag.id): tag for tag in present}
    found = []
    for name in wanted:
        tag = known.get(name.lower())
        if tag is None:
            context.rights.require("manage_tags")
            tag = known[name.lower()] = new_tag(name, COLORS[len(known) % len(COLORS)], uow, context)
        found.append(tag)
    return list({tag.id: tag for tag in found}.values())


async def known_tags(names: Iterable[str], uow: UnitOfWork) -> list[Tag]:
    """Those of these names or ids that there are."""
    wanted = {name.strip().lower() for name in names}
    if not wanted:
        return []
    return [tag for tag in await uow.tags.all() if wanted & {tag.name.lower(), str(tag.id)}]


def new_tag(name: str, color: str, uow: UnitOfWork, context: Context) -> Tag:
    """A new tag, stored at commit."""
    tag = Tag(
        firm_id=context.firm_id,
        id=context.new_id(),
        created_at=context.now,
        updated_at=context.now,
        name=name,
        color=color,
    )
    uow.tags.add(tag)
    tag.record(TagCreated(), context)
    return tag
