-- The firm's own fields of accounts, and their values.

ALTER TABLE accounts ADD COLUMN custom_fields JSONB NOT NULL DEFAULT '{}';

CREATE TABLE custom_fields (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    code TEXT NOT NULL,
    position INTEGER NOT NULL,
    options TEXT[] NOT NULL,
    archived BOOLEAN NOT NULL,
    CONSTRAINT custom_fields_pkey PRIMARY KEY (firm_id, id)
);

CREATE UNIQUE INDEX custom_fields_name_key ON custom_fields (firm_id, lower(name));

CREATE UNIQUE INDEX custom_fields_code_key ON custom_fields (firm_id, code);

ALTER TABLE custom_fields ENABLE ROW LEVEL SECURITY;

ALTER TABLE custom_fields FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON custom_fields TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON custom_fields TO tickmark_app;
