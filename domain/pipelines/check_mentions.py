"""Whether automations name tags, account roles and members that the firm has."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from domain.pipelines.model import Automation
from domain.pipelines.ports import ActionCatalogue
from domain.pipelines.references import Reference, translated_settings
from domain.pipelines.things import KIND_WORDS
from domain.shared.errors import Fault, Invalid
from domain.unit_of_work import UnitOfWork


async def check_mentions(
    automations: Iterable[Automation],
    catalogue: ActionCatalogue,
    pointers: Mapping[UUID, str],
    uow: UnitOfWork,
) -> None:
    """The firm has what their settings name, and keeps it until commit. `pointers` are by automation id.

    Raises Invalid.
    """
    named: dict[str, list[Reference]] = {"tag": [], "role": [], "member": []}

    def note(mentioned: Reference) -> str:
        if mentioned.kind in named:
            named[mentioned.kind].append(mentioned)
        return mentioned.value

    for one in automations:
        translated_settings(one.action, one.settings, catalogue, note, f"{pointers[one.id]}/settings")
    present = {
        "tag": await uow.tags.kept(_ids(named["tag"])),
        "role": await uow.account_roles.kept(_ids(named["role"])),
        "member": await uow.members.kept(_ids(named["member"])),
    }
    faults = [
        Fault(one.place, f"{kind}_not_found", f"There is no such {KIND_WORDS[kind]} in your firm.")
        for kind, mentions in named.items()
        for one in mentions
        if _id(one) not in present[kind]
    ]
    if faults:
        raise Invalid(faults)


def _ids(mentions: Iterable[Reference]) -> list[UUID]:
    return [id_ for one in mentions if (id_ := _id(one)) is not None]


def _id(mentioned: Reference) -> UUID | None:
    """None when what stands there is no id at all."""
    try:
        return UUID(mentioned.value)
    except ValueError:
        return None
