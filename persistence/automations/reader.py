"""The mail log, as PostgreSQL builds it."""

from persistence.automations.tables import effects
from persistence.listing import Listing, by_creation, fields, json_object

mail_listing = Listing(
    row=json_object(
        {
            "id": "e.id",
            "to": "e.payload -> 'to'",
            "cc": "e.payload -> 'cc'",
            "subject": "e.payload -> 'subject'",
            "body": "e.payload -> 'body'",
            **fields(effects, "e", "state", "due_at", "delivered_at", "delivered_by", "created_at"),
            **fields(effects, "e", "job_id", "account_id", "run_id", "last_error"),
            "account_name": "a.name",
        }
    ),
    source="effects e LEFT JOIN accounts a ON a.firm_id = e.firm_id AND a.id = e.account_id",
    alias="e",
    sorts=by_creation("e"),
    filters={
        "viewer": ":viewer AND (CAST(:all_accounts AS boolean) OR CAST(:viewer_id AS uuid) = ANY(a.member_ids))",
        "job_id": "e.job_id = :job_id",
        "account_id": "e.account_id = :account_id",
        "state": "e.state = CAST(:state AS text)",
    },
    always="e.type = 'email'",
)
