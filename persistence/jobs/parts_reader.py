"""Lists of what belongs to a job, as PostgreSQL builds them."""

from persistence.items.tables import items
from persistence.jobs.reader import VISIBLE
from persistence.jobs.tables import visits
from persistence.listing import Listing, Sort, fields, json_object
from persistence.outbox import history

_PRESENT = "(x.visit_id = j.visit_id OR x.visit_id IS NOT DISTINCT FROM j.status_visit_id)"
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
            "in_present_visit": _PRESENT,
            # What still needs an act in a stage or status that the job has left: it moves nothing back.
            "left_behind": f"x.action_item AND x.resolved_at IS NULL AND NOT {_PRESENT}",
            "of_status": "x.visit_id IS NOT DISTINCT FROM j.status_visit_id",
            **fields(
                items,
                "x",
                "linked_at",
                "linked_by",
                "resolved_at",
                "resolution",
                "reopened_at",
                "unlinked_at",
                "run_id",
                "remind_at",
                "remind_after_days",
                "reminders_left",
                "reminders_sent",
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
    # Another job that one may not see does not exist.
    filters={
        **_OF_JOB,
        "item_id": "x.id = :item_id",
        "viewer": f"""(x.linked_job_id IS NULL OR EXISTS (SELECT 1 FROM pipelines p
            JOIN accounts a ON a.firm_id = l.firm_id AND a.id = l.account_id
            WHERE :viewer AND p.firm_id = l.firm_id AND p.id = l.pipeline_id AND {VISIBLE}))""",
    },
    always="x.unlinked_at IS NULL",
)
