"""Lists of members, as PostgreSQL builds them."""

from persistence.firms.tables import members
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
