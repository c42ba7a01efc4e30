-- Schedules that create jobs.

ALTER TABLE jobs ADD COLUMN period JSONB;

ALTER TABLE firms ADD COLUMN demo BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE recurrences (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    account_id UUID NOT NULL,
    pipeline_id UUID NOT NULL,
    rule TEXT NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE,
    at_minute INTEGER NOT NULL,
    roll TEXT NOT NULL,
    period_unit TEXT,
    period_offset INTEGER NOT NULL,
    template JSONB NOT NULL,
    state TEXT NOT NULL,
    skips DATE[] NOT NULL,
    next_date DATE,
    next_at TIMESTAMP WITH TIME ZONE,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT recurrences_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT recurrences_firm_id_account_id_fkey FOREIGN KEY (firm_id, account_id) REFERENCES accounts (firm_id, id),
    CONSTRAINT recurrences_firm_id_pipeline_id_fkey FOREIGN KEY (firm_id, pipeline_id)
        REFERENCES pipelines (firm_id, id)
);

CREATE INDEX recurrences_created_idx ON recurrences (firm_id, created_at, id);

CREATE INDEX recurrences_account_idx ON recurrences (firm_id, account_id, created_at);

CREATE INDEX recurrences_pipeline_idx ON recurrences (firm_id, pipeline_id, created_at);

CREATE INDEX recurrences_due_idx ON recurrences (next_at) WHERE next_at IS NOT NULL;

ALTER TABLE recurrences ENABLE ROW LEVEL SECURITY;

ALTER TABLE recurrences FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON recurrences TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON recurrences TO tickmark_app;

-- The relay sees which firms have one that is due, and never what it is about.
CREATE POLICY relay ON recurrences FOR SELECT TO tickmark_relay USING (next_at IS NOT NULL);

GRANT SELECT (firm_id, next_at) ON recurrences TO tickmark_relay;

CREATE TABLE occurrences (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    recurrence_id UUID NOT NULL,
    date DATE NOT NULL,
    state TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    job_id UUID,
    reason TEXT,
    CONSTRAINT occurrences_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT occurrences_firm_id_recurrence_id_fkey FOREIGN KEY (firm_id, recurrence_id)
        REFERENCES recurrences (firm_id, id),
    CONSTRAINT occurrences_firm_id_job_id_fkey FOREIGN KEY (firm_id, job_id) REFERENCES jobs (firm_id, id),
    CONSTRAINT occurrences_firm_id_recurrence_id_date_key UNIQUE (firm_id, recurrence_id, date)
);

ALTER TABLE occurrences ENABLE ROW LEVEL SECURITY;

ALTER TABLE occurrences FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON occurrences TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON occurrences TO tickmark_app;
