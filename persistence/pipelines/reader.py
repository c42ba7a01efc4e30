"""Lists of pipelines and their revisions, as PostgreSQL builds them."""

from persistence.listing import Listing, Sort, by_creation, fields, json_object
from persistence.pipelines.tables import automations, pipeline_revisions, pipelines, stages, statuses

_LIMIT = "CASE WHEN s.limit_amount IS NULL THEN NULL ELSE json_build_object('amount', s.limit_amount, 'unit', s.limit_unit) END"
_AUTOMATIONS_OF = f"""(SELECT coalesce(json_agg({
    json_object(
        fields(
            automations,
            "u",
            "id",
            "action",
            "settings",
            "conditions",
            "on_failure",
            "repeat",
            "trigger",
            "enabled",
        )
    )
} ORDER BY u.position, u.id), '[]') FROM automations u
    WHERE u.firm_id = {{0}}.firm_id AND u.pipeline_id = {{0}}.pipeline_id AND u.{{1}} = {{0}}.id
        AND u.removed_at IS NULL)"""
_JOBS = "(SELECT count(*) FROM jobs j WHERE j.firm_id = {0}.firm_id AND j.{1} = {0}.id AND j.status <> 'archived')"
_STAGE = json_object(
    {
        **fields(stages, "s", "id", "pipeline_id", "name", "color", "position", "automove", "conditions"),
        "limit": _LIMIT,
        **fields(stages, "s", "requirements", "wip_limit"),
        "jobs_count": _JOBS.format("s", "stage_id"),
        "automations": _AUTOMATIONS_OF.format("s", "stage_id"),
    }
)
_STAGES = f"""(SELECT coalesce(json_agg({_STAGE} ORDER BY s.position), '[]') FROM stages s
    WHERE s.firm_id = p.firm_id AND s.pipeline_id = p.id AND s.removed_at IS NULL)"""

_STATUS = json_object(
    {
        **fields(statuses, "t", "id", "pipeline_id", "name", "color", "position", "automove"),
        "jobs_count": _JOBS.format("t", "status_id"),
        "automations": _AUTOMATIONS_OF.format("t", "status_id"),
    }
)
_STATUSES = f"""(SELECT coalesce(json_agg({_STATUS} ORDER BY t.position), '[]') FROM statuses t
    WHERE t.firm_id = p.firm_id AND t.pipeline_id = p.id AND t.removed_at IS NULL)"""

pipelines_listing = Listing(
    row=json_object(
        {
            **fields(pipelines, "p", "id", "version", "name", "status", "revision", "settings", "visible_to"),
            "stages": _STAGES,
            "statuses": _STATUSES,
            "jobs_count": _JOBS.format("p", "pipeline_id"),
            **fields(pipelines, "p", "created_at", "updated_at"),
        }
    ),
    source="pipelines p",
    alias="p",
    sorts={**by_creation("p"), "name": Sort("lower(p.name)", "text")},
    filters={
        "viewer": ":viewer AND (p.visible_to IS NULL OR CAST(:viewer_id AS uuid) = ANY(p.visible_to))",
        "pipeline_id": "p.id = :pipeline_id",
        "status": "p.status = CAST(:status AS text)",
        "q": "p.name ILIKE '%' || CAST(:q AS text) || '%'",
    },
    always="p.deleted_at IS NULL",
)
stages_listing = Listing(
    row=_STAGE,
    source="stages s JOIN pipelines p ON p.firm_id = s.firm_id AND p.id = s.pipeline_id",
    alias="s",
    sorts={"position": Sort("s.position", "integer")},
    filters={"viewer": pipelines_listing.filters["viewer"], "stage_id": "s.id = :stage_id"},
    always="s.removed_at IS NULL AND p.deleted_at IS NULL",
)
statuses_listing = Listing(
    row=_STATUS,
    source="statuses t JOIN pipelines p ON p.firm_id = t.firm_id AND p.id = t.pipeline_id",
    alias="t",
    sorts={"position": Sort("t.position", "integer")},
    filters={
        "viewer": pipelines_listing.filters["viewer"],
        "status_id": "t.id = :status_id",
        "pipeline_id": "t.pipeline_id = :pipeline_id",
    },
    always="t.removed_at IS NULL AND p.deleted_at IS NULL",
)
_REVISION = fields(
    pipeline_revisions, "r", "id", "pipeline_id", "revision", "changed_at", "changed_by", "changes"
)
revisions_listing = Listing(
    row=json_object(_REVISION),
    source="pipeline_revisions r",
    alias="r",
    sorts={
        "-revision": Sort("r.revision", "integer", descending=True),
        "revision": Sort("r.revision", "integer"),
    },
    filters={"pipeline_id": "r.pipeline_id = :pipeline_id"},
)
whole_revisions_listing = Listing(
    row=json_object({**_REVISION, "snapshot": "r.snapshot"}),
    source="pipeline_revisions r",
    alias="r",
    sorts=revisions_listing.sorts,
    filters={**revisions_listing.filters, "number": "r.revision = :number"},
)
