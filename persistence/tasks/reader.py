"""Lists of tasks, as PostgreSQL builds them."""

from dataclasses import replace

from persistence.listing import Listing, Sort, by_creation, compared, fields, json_object
from persistence.tasks.created_by import CREATED_BY
from persistence.tasks.tables import tasks

_SHOWN = {
    **fields(
        tasks,
        "t",
        "id",
        "version",
        "title",
        "description",
        "account_id",
        "job_id",
        "status",
        "priority",
        "assignee_ids",
        "tag_ids",
        "start_date",
        "due_date",
        "completed_at",
        "run_id",
        "created_at",
        "updated_at",
    ),
    "subtasks": """(SELECT coalesce(json_agg(one.line || jsonb_build_object('position', one.place - 1)
            ORDER BY one.place), '[]')
        FROM jsonb_array_elements(t.subtasks) WITH ORDINALITY one (line, place))""",
    "job_name": "j.name",
    "account_name": "a.name",
    "pipeline_id": "t.pipeline_id",
}
tasks_listing = Listing(
    row=json_object(_SHOWN),
    source="""tasks t LEFT JOIN jobs j ON j.firm_id = t.firm_id AND j.id = t.job_id
        LEFT JOIN pipelines p ON p.firm_id = t.firm_id AND p.id = t.pipeline_id
        LEFT JOIN accounts a ON a.firm_id = t.firm_id AND a.id = t.account_id""",
    alias="t",
    sorts={
        **by_creation("t"),
        "due_date": Sort("coalesce(t.due_date, 'infinity')", "date"),
        "-due_date": Sort("coalesce(t.due_date, '-infinity')", "date", descending=True),
        "title": Sort("lower(t.title)", "text"),
    },
    filters={
        # Whoever looks sees the tasks of the jobs and accounts that they see, and their own.
        "viewer": """:viewer AND (CAST(:viewer_id AS uuid) = ANY(t.assignee_ids) OR (
            (p.visible_to IS NULL OR CAST(:viewer_id AS uuid) = ANY(p.visible_to)) AND
            (a.id IS NULL OR CAST(:all_accounts AS boolean) OR CAST(:viewer_id AS uuid) = ANY(a.member_ids))))""",
        "task_id": "t.id = :task_id",
        "job_id": "t.job_id = :job_id",
        "account_id": "t.account_id = :account_id",
        "assignee_id": "t.assignee_ids @> ARRAY[CAST(:assignee_id AS uuid)]",
        "tag": """t.tag_ids && (SELECT coalesce(array_agg(g.id), '{}') FROM tags g
            WHERE g.firm_id = :firm_id AND (lower(g.name) = lower(CAST(:tag AS text)) OR g.id::text = :tag))""",
        "status": "t.status = ANY(CAST(:status AS text[]))",
        "q": "t.title ILIKE '%' || CAST(:q AS text) || '%'",
        **compared("due_date", "t.due_date", "date"),
    },
    always="t.deleted_at IS NULL",
)

one_task = replace(tasks_listing, row=json_object({**_SHOWN, "created_by": CREATED_BY}))
