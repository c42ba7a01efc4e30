"""The firm's things that pipelines speak of, by id and by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.accounts.custom_field import CustomField
from domain.accounts.model import AccountRole, Tag
from domain.client_statuses.model import ClientStatus
from domain.firms.model import Member, MemberStatus
from domain.pipelines.labels import labels
from domain.pipelines.ports import Outline
from domain.pipelines.references import Reference
from domain.shared.context import Context
from domain.unit_of_work import UnitOfWork

KIND_WORDS: Mapping[str, str] = {
    "tag": "tag",
    "field": "custom field",
    "role": "account role",
    "client_status": "client-facing status",
    "member": "member",
    "pipeline": "pipeline",
    "stage": "stage",
    "status": "custom status",
}
"""The kinds of things, as the product calls them."""


@dataclass(slots=True)
class Things:
    """What a firm has that pipelines mention. Members go by their e-mail in `name`."""

    tags: Sequence[Tag] = ()
    roles: Sequence[AccountRole] = ()
    members: Sequence[Member] = ()
    pipelines: Sequence[Outline] = ()
    fields: Sequence[CustomField] = ()
    client_statuses: Sequence[ClientStatus] = ()
    _names: dict[str, dict[str, str]] = field(init=False)
    _ids: dict[str, dict[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        kept = [pipeline for pipeline in self.pipelines if not pipeline.gone]
        self._names = {
            "tag": {str(tag.id): tag.name for tag in self.tags},
            "field": {str(one.id): one.name for one in self.fields},
            "role": {str(role.id): role.name for role in self.roles},
            "client_status": {str(one.id): one.name for one in self.client_statuses},
            "member": {str(member.id): member.email for member in self.members},
            "pipeline": {str(pipeline.id): pipeline.name for pipeline in self.pipelines},
            "stage": {},
            "status": {},
        }
        self._ids = {
            "tag": {tag.name.casefold(): str(tag.id) for tag in self.tags},
            "field": {one.name.casefold(): str(one.id) for one in self.fields if not one.archived},
            "role": {role.name.casefold(): str(role.id) for role in self.roles},
            "client_status": {one.name.casefold(): str(one.id) for one in self.client_statuses},
            "member": {member.email.casefold(): str(member.id) for member in _present(self.members)},
            "pipeline": {
                one.name.casefold(): str(one.id) for one in reversed(kept)
            },  # of one name: the oldest
        }
        for pipeline in self.pipelines:
            for kind, parts in (("stage", pipeline.stages), ("status", pipeline.statuses)):
                told = labels([name for _, name in parts])
                self._names[kind] |= {str(id_): label for (id_, _), label in zip(parts, told, strict=True)}
                self._ids[f"{kind} of {pipeline.id}"] = {
                    label.casefold(): str(id_) for (id_, _), label in zip(parts, told, strict=True)
                }

    def name(self, reference: Reference) -> str | None:
        """The name of what is mentioned by its id; None when it is gone."""
        return self._names[reference.kind].get(reference.value)

    def id(self, reference: Reference) -> str | None:
        """The id of what is mentioned by its name; None when the firm has no such thing.

        A stage or status is looked for in the pipeline with the id `inside`.
        """
        kind = f"{reference.kind} of {reference.inside}" if reference.inside else reference.kind
        return self._ids.get(kind, {}).get(reference.value.strip().casefold())

    def shown(self) -> dict[str, dict[str, str]]:
        """Names to show, by kind and id: members by theirs."""
        return {**self._names, "member": {str(member.id): member.name for member in self.members}}

    def gone(self, reference: Reference) -> bool:
        """Whether what is mentioned by its id is there no more, or is a member who left."""
        if reference.kind in ("stage", "status") and not reference.inside:
            return False
        if reference.kind == "member":
            return not any(str(one.id) == reference.value for one in _present(self.members))
        if reference.kind == "field":
            return reference.value not in self._ids["field"].values()
        if reference.kind == "pipeline":
            return not any(str(one.id) == reference.value for one in self.pipelines if not one.gone)
        return self.name(reference) is None


async def things_of(uow: UnitOfWork, context: Context) -> Things:
    """Look them up; pipelines as far as whoever asks may see them."""
    outlines = await uow.pipelines.outlines()
    return Things(
        tags=await uow.tags.all(),
        roles=await uow.account_roles.all(),
        members=await uow.members.everyone(),
        fields=await uow.custom_fields.all(),
        client_statuses=await uow.client_statuses.all(),
        pipelines=[one for one in outlines if context.rights.sees_pipeline(one.visible_to)],
    )


def _present(members: Sequence[Member]) -> list[Member]:
    return [member for member in members if member.status is MemberStatus.ACTIVE]
