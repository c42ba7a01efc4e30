-- What lets programs act for members; of the secret only a hash is kept.

CREATE TABLE IF NOT EXISTS api_keys (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    member_id UUID NOT NULL,
    name TEXT NOT NULL,
    scopes TEXT[] NOT NULL,
    token_hash BYTEA NOT NULL,
    ends_in TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT api_keys_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT api_keys_member_id_fkey FOREIGN KEY (firm_id, member_id) REFERENCES members (firm_id, id),
    CONSTRAINT api_keys_firm_id_token_hash_key UNIQUE (firm_id, token_hash)
);

CREATE INDEX IF NOT EXISTS api_keys_created_idx ON api_keys (firm_id, created_at, id);

CREATE INDEX IF NOT EXISTS api_keys_member_idx ON api_keys (firm_id, member_id);

ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE api_keys FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS firm ON api_keys;

CREATE POLICY firm ON api_keys TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON api_keys TO tickmark_app;
