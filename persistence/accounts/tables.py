"""The firm's clients."""

from sqlalchemy import Boolean, Column, Index, Integer, Text, UniqueConstraint, Uuid, func
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from persistence.metadata import belongs_to, document, entity_table, record_table

accounts = entity_table(
    "accounts",
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("number", Text),
    Column("status", Text, nullable=False),
    Column("tag_ids", ARRAY(Uuid), nullable=False),
    Column("member_ids", ARRAY(Uuid), nullable=False),
    document("roles"),
    Column("notes", Text, nullable=False),
    Column("address", Text, nullable=False),
    document("external_refs"),
    Column("custom_fields", JSONB, nullable=False, server_default="{}"),
)
Index("accounts_number_key", accounts.c.firm_id, accounts.c.number, unique=True)
Index("accounts_name_idx", accounts.c.firm_id, func.lower(accounts.c.name), accounts.c.id)
Index("accounts_created_idx", accounts.c.firm_id, accounts.c.created_at, accounts.c.id)
Index("accounts_tags_idx", accounts.c.tag_ids, postgresql_using="gin")

contacts = entity_table(
    "contacts",
    Column("first_name", Text, nullable=False),
    Column("last_name", Text, nullable=False),
    Column("emails", ARRAY(Text), nullable=False),
    Column("phone", Text, nullable=False),
)
Index("contacts_created_idx", contacts.c.firm_id, contacts.c.created_at, contacts.c.id)

account_contacts = record_table(
    "account_contacts",
    Column("account_id", Uuid, nullable=False),
    Column("contact_id", Uuid, nullable=False),
    Column("portal", Boolean, nullable=False),
    Column("notified", Boolean, nullable=False),
    Column("signatory", Boolean, nullable=False),
    belongs_to("account_id", "accounts"),
    belongs_to("contact_id", "contacts"),
    UniqueConstraint("firm_id", "account_id", "contact_id"),
)
Index("account_contacts_contact_idx", account_contacts.c.firm_id, account_contacts.c.contact_id)

imports = entity_table(
    "imports",
    Column("file_name", Text, nullable=False),
    document("accounts"),
    Column("total", Integer, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("contacts", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("made", Integer, nullable=False),
    document("bad_rows"),
    Column("left_out", ARRAY(Text), nullable=False),
)
Index("imports_created_idx", imports.c.firm_id, imports.c.created_at, imports.c.id)

tags = entity_table("tags", Column("name", Text, nullable=False), Column("color", Text, nullable=False))
Index("tags_name_key", tags.c.firm_id, func.lower(tags.c.name), unique=True)

account_roles = entity_table(
    "account_roles", Column("name", Text, nullable=False), Column("position", Integer, nullable=False)
)
Index("account_roles_name_key", account_roles.c.firm_id, func.lower(account_roles.c.name), unique=True)

custom_fields = entity_table(
    "custom_fields",
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("options", ARRAY(Text), nullable=False),
    Column("archived", Boolean, nullable=False),
)
Index("custom_fields_name_key", custom_fields.c.firm_id, func.lower(custom_fields.c.name), unique=True)
Index("custom_fields_code_key", custom_fields.c.firm_id, custom_fields.c.code, unique=True)
