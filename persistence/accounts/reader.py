"""Lists of accounts, contacts, tags and roles, as PostgreSQL builds them."""

from persistence.accounts.tables import account_roles, accounts, contacts, custom_fields, imports, tags
from persistence.listing import Listing, Sort, by_creation, fields, json_object

_TAGS = """(SELECT coalesce(json_agg(json_build_object('id', t.id, 'name', t.name, 'color', t.color)
        ORDER BY lower(t.name)), '[]') FROM tags t WHERE t.firm_id = a.firm_id AND t.id = ANY(a.tag_ids))"""
_ROLES = """(SELECT coalesce(json_agg(json_build_object('role_id', r.key, 'member_ids', r.value)), '[]')
    FROM jsonb_each(a.roles) r)"""
_CONTACTS = """(SELECT coalesce(json_agg(json_build_object('contact_id', c.id, 'first_name', c.first_name,
        'last_name', c.last_name, 'emails', c.emails, 'phone', c.phone, 'portal', l.portal, 'notified', l.notified,
        'signatory', l.signatory) ORDER BY l.id), '[]')
    FROM account_contacts l JOIN contacts c ON c.firm_id = l.firm_id AND c.id = l.contact_id
    WHERE l.firm_id = a.firm_id AND l.account_id = a.id)"""
_SHOWN = {
    **fields(accounts, "a", "id", "version", "name", "type", "number", "status"),
    "tags": _TAGS,
    "roles": _ROLES,
    **fields(accounts, "a", "member_ids", "notes", "address", "external_refs", "custom_fields"),
    **fields(accounts, "a", "created_at", "updated_at"),
    "open_jobs": "(SELECT count(*) FROM jobs j WHERE j.firm_id = a.firm_id AND j.account_id = a.id AND j.status = 'active')",
}
_SORTS = {
    **by_creation("a"),
    "name": Sort("lower(a.name)", "text"),
    "-name": Sort("lower(a.name)", "text", descending=True),
}
_FILTERS = {
    "viewer": ":viewer AND (CAST(:all_accounts AS boolean) OR CAST(:viewer_id AS uuid) = ANY(a.member_ids))",
    "account_id": "a.id = :account_id",
    "type": "a.type = CAST(:type AS text)",
    "status": "a.status = CAST(:status AS text)",
    "tag": """a.tag_ids && (SELECT coalesce(array_agg(t.id), '{}') FROM tags t
        WHERE t.firm_id = :firm_id AND (lower(t.name) = lower(CAST(:tag AS text)) OR t.id::text = :tag))""",
    "q": """a.name ILIKE '%' || CAST(:q AS text) || '%' OR a.number = CAST(:q AS text) OR EXISTS (
        SELECT 1 FROM account_contacts l JOIN contacts c ON c.firm_id = l.firm_id AND c.id = l.contact_id
        WHERE l.firm_id = a.firm_id AND l.account_id = a.id AND (c.first_name || ' ' || c.last_name || ' '
            || array_to_string(c.emails, ' ')) ILIKE '%' || CAST(:q AS text) || '%')""",
}
accounts_listing = Listing(
    row=json_object(_SHOWN), source="accounts a", alias="a", sorts=_SORTS, filters=_FILTERS
)
one_account = Listing(
    row=json_object({**_SHOWN, "contacts": _CONTACTS}),
    source="accounts a",
    alias="a",
    sorts=_SORTS,
    filters=_FILTERS,
)
contacts_listing = Listing(
    row=json_object(
        {
            **fields(contacts, "c", "id", "version", "first_name", "last_name", "emails", "phone"),
            "accounts": """(SELECT coalesce(json_agg(json_build_object('id', a.id, 'name', a.name) ORDER BY a.name), '[]')
                FROM account_contacts l JOIN accounts a ON a.firm_id = l.firm_id AND a.id = l.account_id
                WHERE l.firm_id = c.firm_id AND l.contact_id = c.id)""",
            **fields(contacts, "c", "created_at", "updated_at"),
        }
    ),
    source="contacts c",
    alias="c",
    sorts={**by_creation("c"), "name": Sort("lower(c.last_name || ' ' || c.first_name)", "text")},
    filters={
        # A contact is seen with one of its accounts; one that has none is seen by all.
        "viewer": """:viewer AND (CAST(:all_accounts AS boolean) OR NOT EXISTS (
            SELECT 1 FROM account_contacts l WHERE l.firm_id = c.firm_id AND l.contact_id = c.id) OR EXISTS (
            SELECT 1 FROM account_contacts l JOIN accounts a ON a.firm_id = l.firm_id AND a.id = l.account_id
            WHERE l.firm_id = c.firm_id AND l.contact_id = c.id AND CAST(:viewer_id AS uuid) = ANY(a.member_ids)))""",
        "contact_id": "c.id = :contact_id",
        "q": """(c.first_name || ' ' || c.last_name || ' ' || array_to_string(c.emails, ' '))
            ILIKE '%' || CAST(:q AS text) || '%'""",
    },
)
imports_listing = Listing(
    row=json_object(
        {
            **fields(imports, "i", "id", "version"),
            "type": "'accounts'",
            **fields(imports, "i", "file_name"),
            "state": "CASE WHEN i.done >= i.total THEN 'finished' ELSE 'running' END",
            **fields(imports, "i", "rows", "total", "done", "made", "contacts", "bad_rows", "left_out"),
            **fields(imports, "i", "created_at", "updated_at"),
        }
    ),
    source="imports i",
    alias="i",
    sorts=by_creation("i"),
    filters={"import_id": "i.id = :import_id"},
)
tags_listing = Listing(
    row=json_object(
        {
            **fields(tags, "t", "id", "version", "name", "color", "created_at", "updated_at"),
            "accounts_count": "(SELECT count(*) FROM accounts a WHERE a.firm_id = t.firm_id AND a.tag_ids @> ARRAY[t.id])",
            "tasks_count": """(SELECT count(*) FROM tasks k WHERE k.firm_id = t.firm_id AND k.tag_ids @> ARRAY[t.id]
                AND k.deleted_at IS NULL)""",
        }
    ),
    source="tags t",
    alias="t",
    sorts={"name": Sort("lower(t.name)", "text"), **by_creation("t")},
    filters={"tag_id": "t.id = :tag_id", "q": "t.name ILIKE '%' || CAST(:q AS text) || '%'"},
)
roles_listing = Listing(
    row=json_object(
        fields(account_roles, "r", "id", "version", "name", "position", "created_at", "updated_at")
    ),
    source="account_roles r",
    alias="r",
    sorts={"position": Sort("r.position", "integer"), **by_creation("r")},
    filters={"role_id": "r.id = :role_id"},
)
fields_listing = Listing(
    row=json_object(
        {
            **fields(custom_fields, "f", "id", "version", "name", "type", "code", "position", "options"),
            **fields(custom_fields, "f", "archived", "created_at", "updated_at"),
        }
    ),
    source="custom_fields f",
    alias="f",
    sorts={"position": Sort("f.position", "integer"), **by_creation("f")},
    filters={"archived": "f.archived = CAST(:archived AS boolean)"},
)
