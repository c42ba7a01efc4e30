-- Custom job statuses. All of it can be run again: the index is made outside the transaction.

CREATE TABLE IF NOT EXISTS statuses (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    pipeline_id UUID NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    color TEXT NOT NULL,
    automove BOOLEAN NOT NULL,
    removed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT statuses_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT statuses_firm_id_pipeline_id_fkey FOREIGN KEY (firm_id, pipeline_id) REFERENCES pipelines (firm_id, id)
);

CREATE INDEX IF NOT EXISTS statuses_pipeline_idx ON statuses (firm_id, pipeline_id, position);

ALTER TABLE statuses ENABLE ROW LEVEL SECURITY;

ALTER TABLE statuses FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS firm ON statuses;

CREATE POLICY firm ON statuses TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON statuses TO tickmark_app;

ALTER TABLE automations ALTER COLUMN stage_id DROP NOT NULL;

ALTER TABLE automations ADD COLUMN IF NOT EXISTS status_id UUID;

ALTER TABLE jobs ADD COLUMN IF NOT EXISTS status_id UUID;

ALTER TABLE jobs ADD COLUMN IF NOT EXISTS status_visit_id UUID;

ALTER TABLE visits ADD COLUMN IF NOT EXISTS status_id UUID;

-- A new link is checked for new rows at once, for old ones without holding anybody up.
ALTER TABLE automations DROP CONSTRAINT IF EXISTS automations_firm_id_status_id_fkey;

ALTER TABLE automations ADD CONSTRAINT automations_firm_id_status_id_fkey
    FOREIGN KEY (firm_id, status_id) REFERENCES statuses (firm_id, id) NOT VALID;

ALTER TABLE jobs DROP CONSTRAINT IF EXISTS jobs_firm_id_status_id_fkey;

ALTER TABLE jobs ADD CONSTRAINT jobs_firm_id_status_id_fkey
    FOREIGN KEY (firm_id, status_id) REFERENCES statuses (firm_id, id) NOT VALID;

ALTER TABLE visits DROP CONSTRAINT IF EXISTS visits_firm_id_status_id_fkey;

ALTER TABLE visits ADD CONSTRAINT visits_firm_id_status_id_fkey
    FOREIGN KEY (firm_id, status_id) REFERENCES statuses (firm_id, id) NOT VALID;

DROP INDEX CONCURRENTLY IF EXISTS jobs_status_idx;

CREATE INDEX CONCURRENTLY jobs_status_idx ON jobs (firm_id, status_id) WHERE status_id IS NOT NULL;

ALTER TABLE automations VALIDATE CONSTRAINT automations_firm_id_status_id_fkey;

ALTER TABLE jobs VALIDATE CONSTRAINT jobs_firm_id_status_id_fkey;

ALTER TABLE visits VALIDATE CONSTRAINT visits_firm_id_status_id_fkey;
