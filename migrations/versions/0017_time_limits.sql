-- When a job is over its stage's time limit. All of it can be run again: the index is made outside the transaction.

ALTER TABLE jobs ADD COLUMN IF NOT EXISTS limit_at TIMESTAMP WITH TIME ZONE;

DROP INDEX CONCURRENTLY IF EXISTS jobs_limit_idx;

CREATE INDEX CONCURRENTLY jobs_limit_idx ON jobs (firm_id, limit_at, id) WHERE limit_at IS NOT NULL;

-- The workers count the limits of the jobs that are there: business days need the firm's calendar. They begin a little
-- later, when no worker of the former release is left that would not know what to do.
DO $$ DECLARE
    each_firm UUID;
    all_firms UUID[];
BEGIN
    SET LOCAL ROLE tickmark_relay;
    all_firms := ARRAY(SELECT id FROM firms);
    SET LOCAL ROLE tickmark_app;
    FOREACH each_firm IN ARRAY all_firms LOOP
        PERFORM set_config('app.firm_id', each_firm::text, true);
        INSERT INTO events (firm_id, id, aggregate_type, aggregate_id, sequence, type, board_id, data,
            previous_attributes, actor, cause, occurred_at, state, next_attempt_at)
        SELECT p.firm_id, gen_random_uuid(), 'replan', n.id, 1, 'replan.continued', p.id,
            jsonb_build_object('object', jsonb_build_object('id', n.id, 'pipeline_id', p.id), 'after', NULL,
                'changed', false),
            '{}', '{"type": "system", "id": null, "name": "Tickmark"}', '{}', now(), 0, now() + interval '2 minutes'
        FROM pipelines p CROSS JOIN LATERAL (SELECT gen_random_uuid() AS id WHERE p.id IS NOT NULL) n
        WHERE p.firm_id = each_firm AND p.deleted_at IS NULL AND EXISTS (SELECT 1 FROM stages s
            WHERE s.firm_id = p.firm_id AND s.pipeline_id = p.id AND s.limit_amount IS NOT NULL AND s.removed_at IS NULL);
    END LOOP;
    RESET ROLE;
END $$;
