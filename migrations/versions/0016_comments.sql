-- What members write about jobs.

CREATE TABLE comments (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    job_id UUID NOT NULL,
    author JSONB NOT NULL,
    text TEXT NOT NULL,
    mention_ids UUID[] NOT NULL,
    edited_at TIMESTAMP WITH TIME ZONE,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT comments_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT comments_firm_id_job_id_fkey FOREIGN KEY (firm_id, job_id) REFERENCES jobs (firm_id, id)
);

CREATE INDEX comments_job_idx ON comments (firm_id, job_id, created_at, id) WHERE deleted_at IS NULL;

ALTER TABLE comments ENABLE ROW LEVEL SECURITY;

ALTER TABLE comments FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON comments TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON comments TO tickmark_app;
