"""The board: one columnar snapshot of all open cards of a pipeline, as PostgreSQL builds it."""

from uuid import UUID

from sqlalchemy import text

from persistence.statement import Statement
from persistence.transaction import Transaction

# Names and colours come once, in side tables; cards refer to them by place. Columns of equal length make one card a row
# across them. `entered_at`, `limit_at` and `created_at` are Unix seconds.
_SNAPSHOT = """
WITH st AS (SELECT coalesce(array_agg(id ORDER BY position), '{}') AS ids FROM stages
        WHERE firm_id = :firm_id AND pipeline_id = :pipeline_id AND removed_at IS NULL),
    mb AS (SELECT coalesce(array_agg(id ORDER BY created_at, id), '{}') AS ids,
            json_agg(name ORDER BY created_at, id) AS names, json_agg(color ORDER BY created_at, id) AS colors
        FROM members WHERE firm_id = :firm_id),
    tg AS (SELECT coalesce(array_agg(id ORDER BY id), '{}') AS ids,
            coalesce(json_agg(name ORDER BY id), '[]') AS names, coalesce(json_agg(color ORDER BY id), '[]') AS colors
        FROM tags WHERE firm_id = :firm_id),
    cs AS (SELECT coalesce(array_agg(id ORDER BY position), '{}') AS ids,
            coalesce(json_agg(name ORDER BY position), '[]') AS names,
            coalesce(json_agg(color ORDER BY position), '[]') AS colors
        FROM statuses WHERE firm_id = :firm_id AND pipeline_id = :pipeline_id AND removed_at IS NULL),
    c AS MATERIALIZED (SELECT j.id, j.version, j.name, j.stage_id, j.account_id, j.visit_id, j.status, j.status_id,
            coalesce(j.status_visit_id, j.visit_id) AS scope_id, j.priority,
            j.client_shown, j.client_status_id, j.assignee_ids, j.start_date, j.due_date, j.entered_stage_at, j.limit_at,
            j.created_at
        FROM jobs j {join} WHERE j.firm_id = :firm_id AND j.pipeline_id = :pipeline_id AND j.status <> 'archived' {where}
        ORDER BY j.created_at, j.id),
    cl AS (SELECT coalesce(array_agg(id ORDER BY position, id), '{}') AS ids,
            coalesce(json_agg(name ORDER BY position, id), '[]') AS names,
            coalesce(json_agg(color ORDER BY position, id), '[]') AS colors
        FROM client_statuses WHERE firm_id = :firm_id
            AND (removed_at IS NULL OR id IN (SELECT client_status_id FROM c))),
    ac AS MATERIALIZED (SELECT a.id, a.name, a.number, a.type, a.tag_ids, row_number() OVER (ORDER BY a.id) - 1 AS place
        FROM accounts a WHERE a.firm_id = :firm_id AND a.id IN (SELECT account_id FROM c)),
    it AS (SELECT i.visit_id, count(*) AS total, count(*) FILTER (WHERE i.resolved_at IS NULL) AS open FROM items i
        WHERE i.firm_id = :firm_id AND i.action_item AND i.unlinked_at IS NULL AND i.visit_id IN (SELECT scope_id FROM c)
        GROUP BY i.visit_id),
    rn AS (SELECT r.job_id, count(*) FILTER (WHERE r.state = 'waiting' AND (r.attempts > 0 OR NOT r.timed)) AS running,
            count(*) FILTER (WHERE r.state = 'failed') AS failed,
            count(*) FILTER (WHERE r.state = 'stopped') AS stopped
        FROM runs r WHERE r.firm_id = :firm_id AND r.state IN ('waiting', 'failed', 'stopped')
            AND r.visit_id IN (SELECT visit_id FROM c UNION SELECT scope_id FROM c) GROUP BY r.job_id),
    pk AS (SELECT e.job_id, count(*) AS parked FROM events e
        WHERE e.firm_id = :firm_id AND e.state = 2 AND e.job_id IS NOT NULL GROUP BY e.job_id)
SELECT json_build_object(
    'pipeline_id', CAST(:pipeline_id AS uuid), 'board_version', CAST(:version AS text),
    'stages', (SELECT to_json(ids) FROM st),
    'members', (SELECT json_build_object('id', to_json(ids), 'name', names, 'color', colors) FROM mb),
    'statuses', (SELECT json_build_object('id', to_json(ids), 'name', names, 'color', colors) FROM cs),
    'client_statuses', (SELECT json_build_object('id', to_json(ids), 'name', names, 'color', colors) FROM cl),
    'tags', (SELECT json_build_object('id', to_json(ids), 'name', names, 'color', colors) FROM tg),
    'accounts', (SELECT json_build_object('id', coalesce(json_agg(id ORDER BY place), '[]'),
            'name', coalesce(json_agg(name ORDER BY place), '[]'),
            'number', coalesce(json_agg(number ORDER BY place), '[]'),
            'type', coalesce(json_agg(type ORDER BY place), '[]'),
            'tags', coalesce(json_agg(ARRAY(SELECT array_position(tg.ids, t) - 1 FROM unnest(ac.tag_ids) t
                WHERE t = ANY(tg.ids)) ORDER BY place), '[]'))
        FROM ac, tg),
    'cards', (SELECT json_build_object(
            'id', coalesce(json_agg(c.id), '[]'), 'version', coalesce(json_agg(c.version), '[]'),
            'name', coalesce(json_agg(c.name), '[]'),
            'stage', coalesce(json_agg(array_position(st.ids, c.stage_id) - 1), '[]'),
            'account', coalesce(json_agg(ac.place), '[]'),
            'status', coalesce(json_agg(CASE c.status WHEN 'completed' THEN 1 WHEN 'custom' THEN
                1 + array_position(cs.ids, c.status_id) ELSE 0 END), '[]'),
            'client', coalesce(json_agg(CASE WHEN NOT c.client_shown THEN 0 WHEN c.client_status_id IS NULL THEN 1 ELSE
                1 + array_position(cl.ids, c.client_status_id) END), '[]'),
            'priority', coalesce(json_agg(CASE c.priority WHEN 'low' THEN 0 WHEN 'medium' THEN 1 WHEN 'high' THEN 2
                ELSE 3 END), '[]'),
            'assignees', coalesce(json_agg(CASE WHEN c.assignee_ids = '{}' THEN '{}' ELSE ARRAY(
                SELECT array_position(mb.ids, m) - 1 FROM unnest(c.assignee_ids) m WHERE m = ANY(mb.ids)) END), '[]'),
            'start', coalesce(json_agg(c.start_date), '[]'), 'due', coalesce(json_agg(c.due_date), '[]'),
            'entered_at', coalesce(json_agg(extract(epoch FROM c.entered_stage_at)::bigint), '[]'),
            'limit_at', coalesce(json_agg(extract(epoch FROM c.limit_at)::bigint), '[]'),
            'created_at', coalesce(json_agg(extract(epoch FROM c.created_at)::bigint), '[]'),
            'items_open', coalesce(json_agg(coalesce(it.open, 0)), '[]'),
            'items_total', coalesce(json_agg(coalesce(it.total, 0)), '[]'),
            'running', coalesce(json_agg(coalesce(rn.running, 0)), '[]'),
            'failed', coalesce(json_agg(coalesce(rn.failed, 0)), '[]'),
            'stopped', coalesce(json_agg(coalesce(rn.stopped, 0)), '[]'),
            'parked', coalesce(json_agg(coalesce(pk.parked, 0)), '[]'))
        FROM c CROSS JOIN st CROSS JOIN mb CROSS JOIN cs CROSS JOIN cl JOIN ac ON ac.id = c.account_id
            LEFT JOIN it ON it.visit_id = c.scope_id LEFT JOIN rn ON rn.job_id = c.id
            LEFT JOIN pk ON pk.job_id = c.id)
)::text"""
SNAPSHOT_OF_ALL = _SNAPSHOT.replace("{join}", "").replace("{where}", "")
_OF_ALL = Statement(text(SNAPSHOT_OF_ALL))
_OF_SOME = Statement(
    text(
        _SNAPSHOT.replace(
            "{join}", "JOIN accounts va ON va.firm_id = j.firm_id AND va.id = j.account_id"
        ).replace("{where}", "AND CAST(:viewer_id AS uuid) = ANY(va.member_ids)")
    )
)
# Two parts for the pipeline and two for what all boards of the firm show: the newest transaction that is settled, and
# the sum of the positions of those that might still be joined by an older one. Both change with every commit that the
# board must show, whatever the order in which transactions commit. A job that went to another pipeline changes two boards.
_VERSION = Statement(
    text("""
WITH x AS (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS oldest)
SELECT concat_ws('-', coalesce(greatest(
        (SELECT e.txid FROM events e, x WHERE e.firm_id = :firm_id AND e.board_id = :pipeline_id
            AND e.txid < x.oldest ORDER BY e.txid DESC LIMIT 1),
        (SELECT e.txid FROM events e, x WHERE e.firm_id = :firm_id AND e.left_board_id = :pipeline_id
            AND e.txid < x.oldest ORDER BY e.txid DESC LIMIT 1))::text, '0'),
    (SELECT coalesce(sum(e.position), 0) FROM events e, x WHERE e.firm_id = :firm_id AND e.board_id = :pipeline_id
        AND e.txid >= x.oldest)
    + (SELECT coalesce(sum(e.position), 0) FROM events e, x WHERE e.firm_id = :firm_id AND e.left_board_id = :pipeline_id
        AND e.txid >= x.oldest),
    coalesce((SELECT e.txid FROM events e, x WHERE e.firm_id = :firm_id AND e.board_id = :firm_id
        AND e.txid < x.oldest ORDER BY e.txid DESC LIMIT 1)::text, '0'),
    (SELECT coalesce(sum(e.position), 0) FROM events e, x WHERE e.firm_id = :firm_id AND e.board_id = :firm_id
        AND e.txid >= x.oldest))
FROM pipelines p WHERE p.firm_id = :firm_id AND p.id = :pipeline_id AND p.deleted_at IS NULL
    AND (CAST(:everything AS boolean) OR p.visible_to IS NULL OR CAST(:viewer_id AS uuid) = ANY(p.visible_to))""")
)


async def board_version(
    transaction: Transaction, firm_id: UUID, pipeline_id: UUID, viewer_id: UUID | None, *, everything: bool
) -> str | None:
    """A text that changes with every change the board must show; None when there is no such board for who looks."""
    version: str | None = await transaction.value(
        _VERSION, firm_id=firm_id, pipeline_id=pipeline_id, viewer_id=viewer_id, everything=everything
    )
    return version


async def board_snapshot(
    transaction: Transaction, firm_id: UUID, pipeline_id: UUID, version: str, only_accounts_of: UUID | None
) -> str:
    """The snapshot as JSON text; `only_accounts_of` keeps the cards whose accounts the member has access to."""
    values = {"firm_id": firm_id, "pipeline_id": pipeline_id, "version": version}
    if only_accounts_of is None:
        snapshot: str = await transaction.value(_OF_ALL, **values)
    else:
        snapshot = await transaction.value(_OF_SOME, **values, viewer_id=only_accounts_of)
    return snapshot
