"""Lists of recurrences and their occurrences, as PostgreSQL builds them."""

from persistence.jobs.reader import VISIBLE
from persistence.listing import Listing, Sort, by_creation, fields, json_object
from persistence.recurrences.tables import occurrences, recurrences

recurrences_listing = Listing(
    row=json_object(
        {
            **fields(recurrences, "r", "id", "version", "account_id"),
            "account_name": "a.name",
            **fields(recurrences, "r", "pipeline_id"),
            "pipeline_name": "p.name",
            **fields(recurrences, "r", "rule", "starts_on", "ends_on"),
            "at": "to_char(make_interval(mins => r.at_minute), 'HH24:MI')",
            **fields(
                recurrences,
                "r",
                "roll",
                "period_unit",
                "period_offset",
                "template",
                "state",
                "skips",
                "next_date",
                "next_at",
                "created_at",
                "updated_at",
            ),
            "failed": "(SELECT count(*) FROM occurrences o WHERE o.firm_id = r.firm_id AND o.recurrence_id = r.id "
            "AND o.state = 'failed')",
        }
    ),
    source="""recurrences r JOIN accounts a ON a.firm_id = r.firm_id AND a.id = r.account_id
        JOIN pipelines p ON p.firm_id = r.firm_id AND p.id = r.pipeline_id""",
    alias="r",
    sorts={
        **by_creation("r"),
        "next_at": Sort("coalesce(r.next_at, 'infinity')", "timestamptz"),
    },
    filters={
        "viewer": f":viewer AND {VISIBLE}",
        "recurrence_id": "r.id = :recurrence_id",
        "account_id": "r.account_id = :account_id",
        "pipeline_id": "r.pipeline_id = :pipeline_id",
        "state": "r.state = CAST(:state AS text)",
    },
    always="r.deleted_at IS NULL",
)
occurrences_listing = Listing(
    row=json_object(
        {
            **fields(occurrences, "o", "id", "recurrence_id", "date", "state", "at", "job_id"),
            "job_name": "j.name",
            **fields(occurrences, "o", "reason"),
        }
    ),
    source="occurrences o LEFT JOIN jobs j ON j.firm_id = o.firm_id AND j.id = o.job_id",
    alias="o",
    sorts={"-date": Sort("o.date", "date", descending=True), "date": Sort("o.date", "date")},
    filters={"recurrence_id": "o.recurrence_id = :recurrence_id", "state": "o.state = CAST(:state AS text)"},
)
