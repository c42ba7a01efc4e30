"""The run log, as PostgreSQL builds it."""

from persistence.automations.tables import runs
from persistence.jobs.reader import VISIBLE
from persistence.listing import Listing, by_creation, compared, fields, instant_json, json_object

_SHOWN = fields(
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
_PRESENT = "(x.visit_id = j.visit_id OR x.visit_id IS NOT DISTINCT FROM j.status_visit_id)"
_RETRYABLE = f"(x.state = 'failed' AND {_PRESENT} AND j.status <> 'archived')"
_PLACES = {
    "job_name": "j.name",
    "account_name": "a.name",
    # Not joined: without a foreign key PostgreSQL would misjudge how many rows that gives, and sort the whole log.
    "stage_name": "(SELECT s.name FROM stages s WHERE s.firm_id = x.firm_id AND s.id = x.stage_id)",
    "pipeline_name": "(SELECT o.name FROM pipelines o WHERE o.firm_id = x.firm_id AND o.id = x.pipeline_id)",
    "present_visit": _PRESENT,
    "retryable": _RETRYABLE,
    # Why a failed run can't be tried again, as a retry would answer.
    "not_retryable": f"""CASE WHEN x.state <> 'failed' THEN NULL WHEN NOT {_PRESENT} THEN 'job_has_moved_on'
        WHEN j.status = 'archived' THEN 'job_is_archived' END""",
}
_SOURCE = """runs x JOIN jobs j ON j.firm_id = x.firm_id AND j.id = x.job_id
    JOIN pipelines p ON p.firm_id = j.firm_id AND p.id = j.pipeline_id
    JOIN accounts a ON a.firm_id = j.firm_id AND a.id = j.account_id"""
_FILTERS = {
    "viewer": f":viewer AND {VISIBLE}",
    "job_id": "x.job_id = :job_id",
    "state": "x.state = CAST(:state AS text)",
    "pipeline_id": "x.pipeline_id = :pipeline_id",
    "stage_id": "x.stage_id = :stage_id",
    "automation_id": "x.automation_id = :automation_id",
    "action": "x.action = CAST(:action AS text)",
    "retryable": _RETRYABLE,
    "run_id": "x.id = :run_id",
    **compared("created_at", "x.created_at", "timestamptz"),
}


def _event(id_: str) -> str:
    """SQL of an event as a cause: history keeps it for ever, the outbox what is in no history."""
    told = json_object(
        {
            "id": "h.id",
            "type": "h.type",
            "actor": "h.actor",
            "data": "h.data",
            "occurred_at": instant_json("h.occurred_at"),
        }
    )
    outbox = "SELECT e.id, e.type, e.actor, e.data - 'object' AS data, e.occurred_at FROM events e"
    kept = "SELECT h.id, h.type, h.actor, h.data, h.occurred_at FROM history h"
    return f"""(SELECT {told} FROM ({kept} WHERE h.firm_id = x.firm_id AND h.id = {id_}
        UNION ALL {outbox} WHERE e.firm_id = x.firm_id AND e.id = {id_} LIMIT 1) h)"""


runs_listing = Listing(
    row=json_object({**_SHOWN, **_PLACES}),
    source=_SOURCE,
    alias="x",
    sorts=by_creation("x"),
    filters=_FILTERS,
)
one_run = Listing(
    row=json_object(
        {
            **_SHOWN,
            **_PLACES,
            "cause": json_object(
                {"event": _event("x.event_id"), "root": _event("x.root_id"), "depth": "x.depth"}
            ),
        }
    ),
    source=_SOURCE,
    alias="x",
    sorts=by_creation("x"),
    filters=_FILTERS,
)
