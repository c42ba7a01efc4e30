"""Lists of what belongs to a job, as PostgreSQL builds them."""

from persistence.automations.tables import runs
from persistence.items.tables import items
from persistence.jobs.reader import VISIBLE
from persistence.jobs.tables import visits
from persistence.listing import Listing, Sort, by_creation, fields, json_object
from persistence.outbox import history

_OF_JOB = {"job_id": "x.job_id = :job_id"}
visits_listing = Listing(
    row=json_object(
        {
            **fields(
                visits,
                "x",
                "id",
                "job_id",
                "stage_id",
                "status_id",
                "entered_at",
                "left_at",
                "entered_by",
                "left_by",
            ),
            "stage_name": "s.name",
            "status_name": "cs.name",
            **fields(visits, "x", "reason", "from_stage_id", "undone_at", "override_reason"),
        }
    ),
    source="""visits x JOIN stages s ON s.firm_id = x.firm_id AND s.id = x.stage_id
        LEFT JOIN statuses cs ON cs.firm_id = x.firm_id AND cs.id = x.status_id""",
    alias="x",
    sorts={
        "-entered_at": Sort("x.entered_at", "timestamptz", descending=True),
        "entered_at": Sort("x.entered_at", "timestamptz"),
    },
    filters=_OF_JOB,
)
history_listing = Listing(
    row=json_object(
        fields(
            history,
            "x",
            "id",
            "type",
            "object_type",
            "object_id",
            "actor",
            "occurred_at",
            "changes",
            "data",
            "cause",
        )
    ),
    source="history x",
    alias="x",
    sorts={
        "-occurred_at": Sort("x.occurred_at", "timestamptz", descending=True),
        "occurred_at": Sort("x.occurred_at", "timestamptz"),
    },
    filters={**_OF_JOB, "object_id": "x.object_id = :object_id"},
)
items_listing = Listing(
    row=json_object(
        {
            **fields(
                items, "x", "id", "job_id", "visit_id", "type", "task_id", "linked_job_id", "action_item"
            ),
            "title": "coalesce(t.title, l.name, x.title)",
            "text": "x.text",
            "task_status": "t.status",
            "task_due_date": "t.due_date",
            "task_assignee_ids": "t.assignee_ids",
            "in_present_visit": "coalesce(x.visit_id IN (j.visit_id, j.status_visit_id), false)",
            "of_status": "x.visit_id IS NOT DISTINCT FROM j.status_visit_id",
            **fields(
                items, "x", "linked_at", "linked_by", "resolved_at", "resolution", "unlinked_at", "run_id"
            ),
        }
    ),
    source="""items x JOIN jobs j ON j.firm_id = x.firm_id AND j.id = x.job_id
        LEFT JOIN tasks t ON t.firm_id = x.firm_id AND t.id = x.task_id
        LEFT JOIN jobs l ON l.firm_id = x.firm_id AND l.id = x.linked_job_id""",
    alias="x",
    sorts={
        "-linked_at": Sort("x.linked_at", "timestamptz", descending=True),
        "linked_at": Sort("x.linked_at", "timestamptz"),
    },
    filters={**_OF_JOB, "item_id": "x.id = :item_id"},
    always="x.unlinked_at IS NULL",
)
runs_listing = Listing(
    row=json_object(
        fields(
            runs,
            "x",
            "id",
            "version",
            "job_id",
            "visit_id",
            "automation_id",
            "pipeline_id",
            "stage_id",
            "revision",
            "action",
            "title",
            "state",
            "reason",
            "verdicts",
            "made",
            "error",
            "attempts",
            "created_at",
            "finished_at",
            "due_at",
        )
        | {
            "job_name": "j.name",
            "account_name": "a.name",
            "stage_name": "s.name",
            "present_visit": "x.visit_id IN (j.visit_id, j.status_visit_id)",
        }
    ),
    source="""runs x JOIN jobs j ON j.firm_id = x.firm_id AND j.id = x.job_id
        JOIN stages s ON s.firm_id = x.firm_id AND s.id = x.stage_id
        JOIN pipelines p ON p.firm_id = j.firm_id AND p.id = j.pipeline_id
        JOIN accounts a ON a.firm_id = j.firm_id AND a.id = j.account_id""",
    alias="x",
    sorts=by_creation("x"),
    filters={
        **_OF_JOB,
        "viewer": f":viewer AND {VISIBLE}",
        "state": "x.state = CAST(:state AS text)",
        "pipeline_id": "x.pipeline_id = :pipeline_id",
        "run_id": "x.id = :run_id",
    },
)
