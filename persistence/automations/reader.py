"""The mail log and parked events, as PostgreSQL builds them."""

from persistence.automations.tables import effects
from persistence.listing import Listing, Sort, by_creation, fields, json_object
from persistence.outbox import events

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

parked_listing = Listing(
    row=json_object(
        {
            **fields(events, "e", "id", "type", "occurred_at", "attempts"),
            "reason": "COALESCE(e.parked_reason, '')",
            **fields(events, "e", "job_id"),
            "job_name": "j.name",
            "account_name": "a.name",
        }
    ),
    source="""events e LEFT JOIN jobs j ON j.firm_id = e.firm_id AND j.id = e.job_id
        LEFT JOIN accounts a ON a.firm_id = j.firm_id AND a.id = j.account_id""",
    alias="e",
    sorts={"occurred_at": Sort("e.occurred_at", "timestamptz")},
    filters={"job_id": "e.job_id = :job_id"},
    always="e.state = 2",
)
