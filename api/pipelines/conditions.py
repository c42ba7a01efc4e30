"""From the bodies of conditions to those of the domain: names of tags and fields become ids."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from api.caller import Caller
from api.pipelines.condition_schemas import (
    AssigneeCondition,
    ConditionBody,
    FieldCondition,
    GroupCondition,
    TagsCondition,
)
from domain.accounts.custom_field import CustomField, Value
from domain.pipelines.condition_limits import check_conditions
from domain.pipelines.conditions import Condition
from domain.pipelines.field_match import match_faults
from domain.shared.errors import Fault, Invalid


class ConditionReading:
    """The firm's tags and custom fields, by name and id, and its members, those who left too."""

    def __init__(
        self, tags: Mapping[str, UUID], fields: Mapping[str, CustomField], members: Collection[str]
    ) -> None:
        self._tags = tags
        self._fields = fields
        self._members = members

    @classmethod
    async def of(cls, me: Caller) -> "ConditionReading":
        """Look them up."""
        async with me.uow() as uow:
            tags, fields = await uow.tags.all(), await uow.custom_fields.all()
            members = await uow.members.everyone()
        return cls(
            {tag.name.lower(): tag.id for tag in tags} | {str(tag.id): tag.id for tag in tags},
            {field.name.lower(): field for field in fields} | {str(field.id): field for field in fields},
            {str(member.id) for member in members},
        )

    def read(self, bodies: Sequence[ConditionBody], pointer: str) -> tuple[Condition, ...]:
        """The conditions that are wanted.

        Raises Invalid when a tag, field or member is unknown, a value does not fit the field, or they are too many or too deep.
        """
        conditions = self._all(bodies, pointer)
        check_conditions(conditions, pointer)
        return conditions

    def tag(self, name: str, pointer: str) -> UUID:
        """The tag of this name or id.

        Raises Invalid.
        """
        found = self._tags.get(name.lower())
        if found is None:
            raise Invalid([Fault(pointer, "tag_not_found", f"There is no tag “{name}”.")])
        return found

    def _all(self, bodies: Sequence[ConditionBody], pointer: str) -> tuple[Condition, ...]:
        return tuple(self._condition(body, f"{pointer}/{place}") for place, body in enumerate(bodies))

    def _condition(self, body: ConditionBody, pointer: str) -> Condition:
        if isinstance(body, GroupCondition):
            return Condition(body.kind, conditions=self._all(body.conditions, f"{pointer}/conditions"))
        if isinstance(body, TagsCondition):
            tags = tuple(self.tag(name, f"{pointer}/tags/{place}") for place, name in enumerate(body.tags))
            return Condition("account_tags", body.match, tags)
        if isinstance(body, FieldCondition):
            return self._of_field(body, pointer)
        if isinstance(body, AssigneeCondition):
            self._check_members(body.in_, pointer)
        return Condition.from_view({"kind": body.kind, "in": body.in_})

    def _check_members(self, member_ids: Sequence[UUID], pointer: str) -> None:
        faults = [
            Fault(f"{pointer}/in/{place}", "member_not_found", "There is no such member in your firm.")
            for place, member_id in enumerate(member_ids)
            if str(member_id) not in self._members
        ]
        if faults:
            raise Invalid(faults)

    def _of_field(self, body: FieldCondition, pointer: str) -> Condition:
        field = self._fields.get(body.field.lower())
        if field is None:
            sentence = f"There is no custom field “{body.field}”."
            raise Invalid([Fault(f"{pointer}/field", "custom_field_not_found", sentence)])
        faults = misplaced(body, pointer)
        values: tuple[Value, ...] = tuple(body.in_) if body.than is None else (body.than,)
        faults = faults or match_faults(field, body.match, values, pointer)
        if faults:
            raise Invalid(faults)
        return Condition("custom_field", body.match, (field.id,), values)


def misplaced(body: FieldCondition, pointer: str) -> list[Fault]:
    """`in` goes with one_of, `than` with less and greater, neither with the rest."""
    faults = []
    for key, given, wanted in (
        ("in", bool(body.in_), body.match == "one_of"),
        ("than", body.than is not None, body.match in ("less_than", "greater_than")),
    ):
        if given != wanted:
            missing = f"Say what “{body.field}” is compared with (`{key}`)."
            sentence = missing if wanted else f"With “{body.match}” there is no `{key}`."
            faults.append(Fault(f"{pointer}/{key}", f"{key}_misplaced", sentence))
    return faults
