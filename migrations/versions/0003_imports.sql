-- Files of accounts on their way in.

CREATE TABLE imports (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    file_name TEXT NOT NULL,
    accounts JSONB NOT NULL,
    total INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    contacts INTEGER NOT NULL,
    done INTEGER NOT NULL,
    made INTEGER NOT NULL,
    bad_rows JSONB NOT NULL,
    left_out TEXT[] NOT NULL,
    CONSTRAINT imports_pkey PRIMARY KEY (firm_id, id)
);

CREATE INDEX imports_created_idx ON imports (firm_id, created_at, id);

ALTER TABLE imports ENABLE ROW LEVEL SECURITY;

ALTER TABLE imports FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON imports TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON imports TO tickmark_app;
