-- What stages ask for, and which jobs wait for it. All of it can be run again: the index is made outside the transaction.

ALTER TABLE stages ADD COLUMN IF NOT EXISTS requirements JSONB NOT NULL DEFAULT '[]';

ALTER TABLE stages ADD COLUMN IF NOT EXISTS wip_limit JSONB;

ALTER TABLE visits ADD COLUMN IF NOT EXISTS override_reason TEXT;

ALTER TABLE visits ADD COLUMN IF NOT EXISTS wants_stage_id UUID;

DROP INDEX CONCURRENTLY IF EXISTS visits_wanting_idx;

CREATE INDEX CONCURRENTLY visits_wanting_idx ON visits (firm_id, wants_stage_id, entered_at)
    WHERE wants_stage_id IS NOT NULL AND left_at IS NULL;
