"""Lists and single views of jobs, as PostgreSQL builds them."""

from datetime import datetime
from uuid import UUID

from domain.shared.rights import Rights
from persistence.jobs.tables import jobs
from persistence.listing import Listing, Sort, by_creation, compared, fields, instant_json, json_object

_NOBODY = UUID(int=0)
_SHOWN = fields(
    jobs,
    "j",
    "id",
    "version",
    "name",
    "account_id",
    "pipeline_id",
    "stage_id",
    "visit_id",
    "status",
    "status_id",
    "priority",
    "assignee_ids",
    "start_date",
    "due_date",
    "internal_deadline",
    "description",
    "period",
    "entered_stage_at",
    "limit_at",
    "completed_at",
    "external_refs",
    "client_shown",
    "client_name",
    "client_status_id",
    "client_description",
    "created_at",
    "updated_at",
)
_SOURCE = """jobs j
    JOIN pipelines p ON p.firm_id = j.firm_id AND p.id = j.pipeline_id
    JOIN accounts a ON a.firm_id = j.firm_id AND a.id = j.account_id
    JOIN stages s ON s.firm_id = j.firm_id AND s.id = j.stage_id"""
# What an employee sees; owner and admins see all, and the filter is not asked for.
VISIBLE = """(p.visible_to IS NULL OR CAST(:viewer_id AS uuid) = ANY(p.visible_to))
    AND (CAST(:all_accounts AS boolean) OR CAST(:viewer_id AS uuid) = ANY(a.member_ids))"""
_ITS_CLIENT_STATUS = "cl.firm_id = j.firm_id AND cl.id = j.client_status_id"
_EXPANDED = {
    "account": "json_build_object('id', a.id, 'name', a.name, 'number', a.number, 'type', a.type)",
    "stage": "json_build_object('id', s.id, 'name', s.name, 'color', s.color, 'position', s.position)",
    "pipeline": "json_build_object('id', p.id, 'name', p.name)",
    "client_status": f"""(SELECT json_build_object('id', cl.id, 'name', cl.name, 'color', cl.color, 'text', cl.text)
        FROM client_statuses cl WHERE {_ITS_CLIENT_STATUS})""",
}
_COUNTED = "i.action_item AND i.unlinked_at IS NULL"
_STATUS_NAMES = {
    "status_name": "(SELECT cs.name FROM statuses cs WHERE cs.firm_id = j.firm_id AND cs.id = j.status_id)",
    "client_status_name": f"(SELECT cl.name FROM client_statuses cl WHERE {_ITS_CLIENT_STATUS})",
}
_ITEMS = f"""(SELECT json_build_object('open', count(*) FILTER (WHERE {_COUNTED} AND i.resolved_at IS NULL),
        'total', count(*) FILTER (WHERE {_COUNTED}))
    FROM items i WHERE i.firm_id = j.firm_id AND i.visit_id = coalesce(j.status_visit_id, j.visit_id))"""
# The hold of the move that led to where the job is, while it lasts.
_UNDO_UNTIL = f"""(SELECT {instant_json("min(v.undo_until)")} FROM visits v JOIN visits present
        ON present.firm_id = v.firm_id AND present.job_id = v.job_id AND present.root_id = v.root_id
    WHERE v.firm_id = j.firm_id AND v.job_id = j.id AND present.id = j.visit_id AND v.undone_at IS NULL
        AND v.undo_until > now())"""
# What went wrong where the job is now: runs that failed or were stopped, and events that could not be worked off.
_TROUBLE = """(SELECT json_build_object('failed', count(*) FILTER (WHERE r.state = 'failed'),
        'stopped', count(*) FILTER (WHERE r.state = 'stopped'),
        'parked', (SELECT count(*) FROM events e WHERE e.firm_id = j.firm_id AND e.job_id = j.id AND e.state = 2))
    FROM runs r WHERE r.firm_id = j.firm_id AND r.visit_id IN (j.visit_id, j.status_visit_id))"""
_FILTERS = {
    "viewer": f":viewer AND {VISIBLE}",
    "job_id": "j.id = :job_id",
    "pipeline_id": "j.pipeline_id = :pipeline_id",
    "stage_id": "j.stage_id = :stage_id",
    "account_id": "j.account_id = :account_id",
    "status": "j.status = CAST(:status AS text)",
    "status_id": "j.status_id = :status_id",
    "client_status_id": "j.client_status_id = :client_status_id",
    "client_shown": "j.client_shown = CAST(:client_shown AS boolean)",
    "priority": "j.priority = CAST(:priority AS text)",
    "assignee_id": "j.assignee_ids @> ARRAY[CAST(:assignee_id AS uuid)]",
    "tag": """a.tag_ids && (SELECT coalesce(array_agg(t.id), '{}') FROM tags t
        WHERE t.firm_id = :firm_id AND (lower(t.name) = lower(CAST(:tag AS text)) OR t.id::text = :tag))""",
    "q": """j.name ILIKE '%' || CAST(:q AS text) || '%' OR a.name ILIKE '%' || CAST(:q AS text) || '%'
        OR a.number = CAST(:q AS text)""",
    "over_limit": "j.limit_at <= CAST(:now AS timestamptz) AND j.status IN ('active', 'custom')",
    "within_limit": "j.limit_at IS NULL OR j.limit_at > CAST(:now AS timestamptz) OR j.status NOT IN ('active', 'custom')",
    **compared("due_date", "j.due_date", "date"),
    **compared("updated_at", "j.updated_at", "timestamptz"),
}
_SORTS = {
    **by_creation("j"),
    "due_date": Sort("coalesce(j.due_date, 'infinity')", "date"),
    "-due_date": Sort("coalesce(j.due_date, '-infinity')", "date", descending=True),
    "limit_at": Sort("coalesce(j.limit_at, 'infinity')", "timestamptz"),
    "-limit_at": Sort("coalesce(j.limit_at, '-infinity')", "timestamptz", descending=True),
    "name": Sort("lower(j.name)", "text"),
    "-name": Sort("lower(j.name)", "text", descending=True),
    "updated_at": Sort("j.updated_at", "timestamptz"),
    "-updated_at": Sort("j.updated_at", "timestamptz", descending=True),
}


def viewer(rights: Rights) -> dict[str, object]:
    """The filter values for whoever looks."""
    if rights.everything:
        return {}
    return {
        "viewer": True,
        "viewer_id": rights.member_id or _NOBODY,
        "all_accounts": rights.may("view_all_accounts"),
    }


def by_limit(over: bool | None, now: datetime) -> dict[str, object]:
    """The filter values for jobs that are over their stage's time limit now, for all others, or for either."""
    if over is None:
        return {}
    return {"over_limit": over or None, "within_limit": not over or None, "now": now}


def _listing(expand: frozenset[str]) -> Listing:
    row = json_object({**_SHOWN, **_STATUS_NAMES, **{name: _EXPANDED[name] for name in sorted(expand)}})
    return Listing(row=row, source=_SOURCE, alias="j", sorts=_SORTS, filters=_FILTERS)


_BY_EXPAND: dict[frozenset[str], Listing] = {}


def jobs_listing(expand: frozenset[str] = frozenset()) -> Listing:
    """The list of jobs, with what `expand` names (account, stage, pipeline, client_status) as objects beside the ids."""
    if expand not in _BY_EXPAND:
        _BY_EXPAND[expand] = _listing(expand)
    return _BY_EXPAND[expand]


EXPANDABLE = frozenset(_EXPANDED)
SORTS = tuple(_SORTS)

one_job = Listing(
    row=json_object(
        {
            **_SHOWN,
            **_STATUS_NAMES,
            "items": _ITEMS,
            "trouble": _TROUBLE,
            "undo_until": _UNDO_UNTIL,
            **_EXPANDED,
        }
    ),
    source=_SOURCE,
    alias="j",
    sorts=_SORTS,
    filters=_FILTERS,
)
