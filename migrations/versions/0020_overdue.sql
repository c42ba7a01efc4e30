-- Jobs and tasks that are overdue are told once for each due date, jobs over their stage's limit once for each stay.
-- All of it can be run again: the indexes are made outside the transaction.

ALTER TABLE jobs ADD COLUMN IF NOT EXISTS overdue_told DATE;

ALTER TABLE jobs ADD COLUMN IF NOT EXISTS limit_told UUID;

ALTER TABLE tasks ADD COLUMN IF NOT EXISTS overdue_told DATE;

-- The relay sees which firms have one, and never what it is about.
DROP POLICY IF EXISTS relay ON jobs;

CREATE POLICY relay ON jobs FOR SELECT TO tickmark_relay
    USING ((due_date IS DISTINCT FROM overdue_told AND due_date IS NOT NULL AND status = 'active')
        OR (limit_told IS DISTINCT FROM visit_id AND limit_at IS NOT NULL AND status IN ('active', 'custom')));

GRANT SELECT (firm_id, due_date, overdue_told, limit_at, limit_told, visit_id, status) ON jobs TO tickmark_relay;

DROP POLICY IF EXISTS relay ON tasks;

CREATE POLICY relay ON tasks FOR SELECT TO tickmark_relay
    USING (due_date IS DISTINCT FROM overdue_told AND due_date IS NOT NULL AND deleted_at IS NULL
        AND status NOT IN ('completed', 'canceled'));

GRANT SELECT (firm_id, due_date, overdue_told, deleted_at, status) ON tasks TO tickmark_relay;

DROP INDEX CONCURRENTLY IF EXISTS jobs_overdue_idx;

CREATE INDEX CONCURRENTLY jobs_overdue_idx ON jobs (due_date, firm_id)
    WHERE due_date IS DISTINCT FROM overdue_told AND due_date IS NOT NULL AND status = 'active';

DROP INDEX CONCURRENTLY IF EXISTS jobs_over_limit_idx;

CREATE INDEX CONCURRENTLY jobs_over_limit_idx ON jobs (limit_at, firm_id)
    WHERE limit_told IS DISTINCT FROM visit_id AND limit_at IS NOT NULL AND status IN ('active', 'custom');

DROP INDEX CONCURRENTLY IF EXISTS tasks_overdue_idx;

CREATE INDEX CONCURRENTLY tasks_overdue_idx ON tasks (due_date, firm_id)
    WHERE due_date IS DISTINCT FROM overdue_told AND due_date IS NOT NULL AND deleted_at IS NULL
        AND status NOT IN ('completed', 'canceled');
