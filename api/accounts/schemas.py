"""Accounts, contacts, tags and account roles, as requests and answers have them."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import EmailStr, Field, StringConstraints

from api.paging import Paging
from api.pipelines.schemas import Color
from api.schemas import Answer, Body, Entity, ExternalRef, FieldValue, Flag, Ids, Name, Words

Type = Literal["individual", "company", "other"]
Number = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
TagNames = Annotated[list[Name], Field(max_length=100)]
Emails = Annotated[list[EmailStr], Field(max_length=10)]
# By the id of the field.
FieldValues = Annotated[dict[UUID, FieldValue | None], Field(max_length=100)]
Short = Annotated[str, StringConstraints(max_length=200)]


class NewAccount(Body):
    """A client. `tags` are names or ids; an unknown name becomes a new tag. `custom_fields` are values by field id."""

    name: Name
    type: Type = "individual"
    number: Number | None = None
    tags: TagNames = []
    member_ids: Ids = []
    notes: Words = ""
    address: Words = ""
    external_refs: Annotated[list[ExternalRef], Field(max_length=20)] = []
    custom_fields: FieldValues = {}


class AccountChange(Body):
    """Only what is sent is changed. In `custom_fields` null empties a field."""

    name: Name = ""
    type: Type = "individual"
    number: Number | None = None
    notes: Words = ""
    address: Words = ""
    external_refs: Annotated[list[ExternalRef], Field(max_length=20)] = []
    custom_fields: FieldValues = {}


class TagList(Body):
    """The account's tags, names or ids."""

    tags: TagNames


class RoleMembers(Body):
    """Who has a role."""

    role_id: UUID
    member_ids: Ids


class RoleMap(Body):
    """Every role that somebody has here."""

    roles: Annotated[list[RoleMembers], Field(max_length=100)]


class Access(Body):
    """The employees who see the account."""

    member_ids: Ids


class ContactPart(Body):
    """A contact's part in the account."""

    contact_id: UUID
    portal: Flag = False
    notified: Flag = True
    signatory: Flag = False


class NewContact(Body):
    """A person."""

    first_name: Name
    last_name: Short = ""
    emails: Emails = []
    phone: Short = ""


class ContactChange(Body):
    """Only what is sent is changed."""

    first_name: Name = ""
    last_name: Short = ""
    emails: Emails = []
    phone: Short = ""


class NewTag(Body):
    """A label."""

    name: Name
    color: Color = "blue"


class TagChange(Body):
    """Only what is sent is changed."""

    name: Name = ""
    color: Color = "blue"


class RoleBody(Body):
    """An account role."""

    name: Name


class TagAnswer(Entity):
    """A coloured label of the firm."""

    name: str
    color: str
    accounts_count: int = 0
    tasks_count: int = 0


class TagShown(Answer):
    """A tag on an account."""

    id: UUID
    name: str
    color: str


class RoleAnswer(Entity):
    """A label that is mapped per account to members."""

    name: str
    position: int


class ContactAnswer(Entity):
    """A person, and the accounts they belong to."""

    first_name: str
    last_name: str
    emails: list[str]
    phone: str
    accounts: list[dict[str, Any]] = []


class ContactOfAccount(Answer):
    """A contact and their part in the account."""

    contact_id: UUID
    first_name: str
    last_name: str
    emails: list[str]
    phone: str
    portal: bool
    notified: bool
    signatory: bool


class RoleShown(Answer):
    """Who has a role in the account."""

    role_id: UUID
    member_ids: list[UUID]


class AccountAnswer(Entity):
    """The client entity that is worked for."""

    name: str
    type: str
    number: str | None
    status: str
    tags: list[TagShown]
    roles: list[RoleShown]
    member_ids: list[UUID]
    notes: str
    address: str
    external_refs: list[dict[str, Any]]
    custom_fields: dict[str, Any] = {}
    open_jobs: int = 0


class OneAccount(AccountAnswer):
    """An account with its contacts."""

    contacts: list[ContactOfAccount]


Search = Annotated[str, Field(max_length=200)]


class AccountFilters(Paging):
    """Which accounts, in which order."""

    sort: Literal["-created_at", "created_at", "name", "-name"] = "-created_at"
    q: Search | None = None
    type: Type | None = None
    tag: Search | None = None
    status: Literal["active", "archived"] | None = None


class ContactFilters(Paging):
    """Which contacts, in which order."""

    sort: Literal["-created_at", "created_at", "name"] = "-created_at"
    q: Search | None = None


class LabelFilters(Paging):
    """Which tags."""

    q: Search | None = None
