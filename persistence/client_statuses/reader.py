"""Lists of client-facing statuses, as PostgreSQL builds them."""

from persistence.client_statuses.tables import client_statuses
from persistence.listing import Listing, Sort, by_creation, fields, json_object

client_statuses_listing = Listing(
    row=json_object(
        {
            **fields(
                client_statuses,
                "cl",
                "id",
                "version",
                "name",
                "color",
                "text",
                "position",
                "created_at",
                "updated_at",
            ),
            "jobs_count": """(SELECT count(*) FROM jobs j WHERE j.firm_id = cl.firm_id AND j.client_status_id = cl.id
                AND j.status <> 'archived')""",
        }
    ),
    source="client_statuses cl",
    alias="cl",
    sorts={"position": Sort("cl.position", "integer"), **by_creation("cl")},
    filters={"client_status_id": "cl.id = :client_status_id"},
    always="cl.removed_at IS NULL",
)
