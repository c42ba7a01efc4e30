"""Conditions, as requests have them."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from api.schemas import Body, FieldValue, Name, Priority

TagNames = Annotated[
    list[Annotated[str, StringConstraints(min_length=1, max_length=200)]], Field(min_length=1, max_length=100)
]


class TagsCondition(Body):
    """The account has all of, any of, or none of these tags (ids or names)."""

    kind: Literal["account_tags"]
    match: Literal["all_of", "any_of", "none_of"] = "any_of"
    tags: TagNames


class TypeCondition(Body):
    """The account is of one of these types."""

    kind: Literal["account_type"]
    in_: Annotated[
        list[Literal["individual", "company", "other"]], Field(alias="in", min_length=1, max_length=3)
    ]


class PriorityCondition(Body):
    """The job has one of these priorities."""

    kind: Literal["priority"]
    in_: Annotated[list[Priority], Field(alias="in", min_length=1, max_length=4)]


class AssigneeCondition(Body):
    """The job is assigned to one of these members."""

    kind: Literal["assignee"]
    in_: Annotated[list[UUID], Field(alias="in", min_length=1, max_length=100)]


class FieldCondition(Body):
    """What the account has in a custom field (its id or name): one of `in`, a value or none, or, for numbers and dates,
    less or greater than `than`.
    """

    kind: Literal["custom_field"]
    field: Name
    match: Literal["one_of", "is_set", "is_not_set", "less_than", "greater_than"] = "one_of"
    in_: Annotated[list[FieldValue], Field(alias="in", max_length=100)] = []
    than: FieldValue | None = None


class GroupCondition(Body):
    """All of these hold, any of them, or none. Groups may stand in one another at most 3 deep, with at most 20 conditions
    in all.
    """

    kind: Literal["all", "any", "none"]
    conditions: Annotated[list["ConditionBody"], Field(min_length=1, max_length=20)]


ConditionBody = Annotated[
    TagsCondition | TypeCondition | PriorityCondition | AssigneeCondition | FieldCondition | GroupCondition,
    Field(discriminator="kind"),
]
GroupCondition.model_rebuild()
Conditions = Annotated[list[ConditionBody], Field(max_length=20)]
