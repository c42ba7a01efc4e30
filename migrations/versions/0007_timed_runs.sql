-- Automations that wait for a time. All of it can be run again: the indexes are made outside the transaction.

ALTER TABLE automations ADD COLUMN IF NOT EXISTS trigger JSONB NOT NULL DEFAULT '{"kind": "entered"}';

ALTER TABLE runs ADD COLUMN IF NOT EXISTS due_at TIMESTAMP WITH TIME ZONE;

ALTER TABLE runs ADD COLUMN IF NOT EXISTS timed BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE firms ADD COLUMN IF NOT EXISTS holidays TEXT;

ALTER TABLE firms ADD COLUMN IF NOT EXISTS days_off JSONB NOT NULL DEFAULT '[]';

ALTER TABLE firms ADD COLUMN IF NOT EXISTS test_clock_seconds INTEGER NOT NULL DEFAULT 0;

-- The relay sees which firms have a run that is due, and never what it is about.
GRANT SELECT (test_clock_seconds) ON firms TO tickmark_relay;

DROP POLICY IF EXISTS relay ON runs;

CREATE POLICY relay ON runs FOR SELECT TO tickmark_relay USING (state = 'waiting' AND due_at IS NOT NULL);

GRANT SELECT (firm_id, state, due_at) ON runs TO tickmark_relay;

DROP INDEX CONCURRENTLY IF EXISTS runs_due_idx;

CREATE INDEX CONCURRENTLY runs_due_idx ON runs (due_at) WHERE state = 'waiting' AND due_at IS NOT NULL;

DROP INDEX CONCURRENTLY IF EXISTS runs_timed_idx;

CREATE INDEX CONCURRENTLY runs_timed_idx ON runs (firm_id, job_id) WHERE timed AND state = 'waiting';
