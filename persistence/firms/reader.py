"""Lists of members, invitations and sessions, as PostgreSQL builds them."""

from persistence.firms.tables import api_keys, invitations, members, sessions
from persistence.listing import Listing, Sort, by_creation, fields, json_object

members_listing = Listing(
    row=json_object(
        fields(
            members,
            "m",
            "id",
            "version",
            "name",
            "email",
            "role",
            "permissions",
            "status",
            "color",
            "created_at",
            "updated_at",
        )
    ),
    source="members m",
    alias="m",
    sorts={"name": Sort("lower(m.name)", "text"), **by_creation("m")},
    filters={"member_id": "m.id = :member_id", "status": "m.status = CAST(:status AS text)"},
)

invitations_listing = Listing(
    row=json_object(
        fields(
            invitations,
            "i",
            "id",
            "email",
            "name",
            "role",
            "permissions",
            "invited_by",
            "created_at",
            "expires_at",
            "accepted_at",
        )
    ),
    source="invitations i",
    alias="i",
    sorts=by_creation("i"),
    filters={
        "state": """CASE WHEN i.accepted_at IS NOT NULL THEN 'accepted' WHEN i.expires_at <= now() THEN 'expired'
            ELSE 'open' END = CAST(:state AS text)"""
    },
)

sessions_listing = Listing(
    row=json_object(
        {
            **fields(
                sessions, "s", "id", "created_at", "last_seen_at", "expires_at", "user_agent", "address"
            ),
            "present": "s.id = :session_id",
        }
    ),
    source="sessions s",
    alias="s",
    sorts=by_creation("s"),
    filters={"own": "CAST(:own AS boolean) AND s.member_id = :member_id AND s.expires_at > :now"},
)

api_keys_listing = Listing(
    row=json_object(
        fields(
            api_keys,
            "k",
            "id",
            "member_id",
            "name",
            "scopes",
            "ends_in",
            "created_at",
            "expires_at",
            "last_used_at",
        )
    ),
    source="api_keys k",
    alias="k",
    sorts=by_creation("k"),
    filters={"member_id": "k.member_id = :member_id"},
)
