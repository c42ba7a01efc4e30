-- The run log by its filters, and when an item was reopened. All of it can be run again: indexes are made outside the transaction.

ALTER TABLE items ADD COLUMN IF NOT EXISTS reopened_at TIMESTAMP WITH TIME ZONE;

DROP INDEX CONCURRENTLY IF EXISTS runs_state_idx;

CREATE INDEX CONCURRENTLY runs_state_idx ON runs (firm_id, state, created_at, id);

DROP INDEX CONCURRENTLY IF EXISTS runs_pipeline_idx;

CREATE INDEX CONCURRENTLY runs_pipeline_idx ON runs (firm_id, pipeline_id, created_at, id);

DROP INDEX CONCURRENTLY IF EXISTS runs_stage_idx;

CREATE INDEX CONCURRENTLY runs_stage_idx ON runs (firm_id, stage_id, created_at, id);

DROP INDEX CONCURRENTLY IF EXISTS runs_automation_idx;

CREATE INDEX CONCURRENTLY runs_automation_idx ON runs (firm_id, automation_id, created_at, id);

DROP INDEX CONCURRENTLY IF EXISTS runs_action_idx;

CREATE INDEX CONCURRENTLY runs_action_idx ON runs (firm_id, action, created_at, id);
