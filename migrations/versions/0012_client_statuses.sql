-- Client-facing statuses, and what of a job its client sees. All of it can be run again: the index is made outside the
-- transaction.

CREATE TABLE IF NOT EXISTS client_statuses (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    name TEXT NOT NULL,
    color TEXT NOT NULL,
    text TEXT NOT NULL,
    position INTEGER NOT NULL,
    removed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT client_statuses_pkey PRIMARY KEY (firm_id, id)
);

CREATE UNIQUE INDEX IF NOT EXISTS client_statuses_name_key ON client_statuses (firm_id, lower(name))
    WHERE removed_at IS NULL;

ALTER TABLE client_statuses ENABLE ROW LEVEL SECURITY;

ALTER TABLE client_statuses FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS firm ON client_statuses;

CREATE POLICY firm ON client_statuses TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON client_statuses TO tickmark_app;

ALTER TABLE jobs ADD COLUMN IF NOT EXISTS client_shown BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE jobs ADD COLUMN IF NOT EXISTS client_name TEXT;

ALTER TABLE jobs ADD COLUMN IF NOT EXISTS client_status_id UUID;

ALTER TABLE jobs ADD COLUMN IF NOT EXISTS client_description TEXT;

ALTER TABLE jobs DROP CONSTRAINT IF EXISTS jobs_firm_id_client_status_id_fkey;

ALTER TABLE jobs ADD CONSTRAINT jobs_firm_id_client_status_id_fkey
    FOREIGN KEY (firm_id, client_status_id) REFERENCES client_statuses (firm_id, id) NOT VALID;

DROP INDEX CONCURRENTLY IF EXISTS jobs_client_status_idx;

CREATE INDEX CONCURRENTLY jobs_client_status_idx ON jobs (firm_id, client_status_id)
    WHERE client_status_id IS NOT NULL;

ALTER TABLE jobs VALIDATE CONSTRAINT jobs_firm_id_client_status_id_fkey;
