"""The ids that accounts and jobs have in other systems: within a firm, each is one thing's alone."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, Protocol
from uuid import UUID

from domain.shared.errors import Fault, Invalid

Kind = Literal["account", "job"]
TAKEN = "external_ref_taken"
"""The code of the Conflict that a commit raises when another thing has the id."""


class ExternalRefs(Protocol):
    """Which thing has which id in which system."""

    async def find(self, kind: Kind, system: str, ref: str) -> UUID | None:
        """The account or job that has it."""
        ...

    def add(self, kind: Kind, id: UUID, refs: Iterable[Mapping[str, str]], /) -> None:  # noqa: A002 - the product's word
        """Store those of a new thing at commit, which raises Conflict when another one has one of them."""
        ...

    async def replace(self, kind: Kind, id: UUID, refs: Iterable[Mapping[str, str]], /) -> None:  # noqa: A002
        """These are its ids from now on."""
        ...


def check_refs(refs: Sequence[Mapping[str, str]]) -> None:
    """None is said twice.

    Raises Invalid.
    """
    seen: set[tuple[str, str]] = set()
    faults = []
    for place, ref in enumerate(refs):
        key = ref["system"], ref["id"]
        if key in seen:
            sentence = f"The id “{ref['id']}” of {ref['system']} is said twice."
            faults.append(Fault(f"/external_refs/{place}", "external_ref_twice", sentence))
        seen.add(key)
    if faults:
        raise Invalid(faults)


def with_ref(
    refs: Sequence[Mapping[str, str]], system: str, ref: str, url: str | None
) -> list[dict[str, str]]:
    """The list with this one in it; its address stays what it was unless another is given."""
    merged = [dict(one) for one in refs]
    for one in merged:
        if (one["system"], one["id"]) == (system, ref):
            one["url"] = one.get("url", "") if url is None else url
            return merged
    return [*merged, {"system": system, "id": ref, "url": url or ""}]
