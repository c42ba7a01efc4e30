-- The id of a thing in another system is that thing's alone. Where two have one already, it stays the older one's.

CREATE TABLE external_refs (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    account_id UUID,
    job_id UUID,
    system TEXT NOT NULL,
    ref TEXT NOT NULL,
    CONSTRAINT external_refs_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT external_refs_firm_id_account_id_fkey FOREIGN KEY (firm_id, account_id)
        REFERENCES accounts (firm_id, id),
    CONSTRAINT external_refs_firm_id_job_id_fkey FOREIGN KEY (firm_id, job_id) REFERENCES jobs (firm_id, id)
);

CREATE UNIQUE INDEX external_refs_account_key ON external_refs (firm_id, system, ref) WHERE account_id IS NOT NULL;

CREATE UNIQUE INDEX external_refs_job_key ON external_refs (firm_id, system, ref) WHERE job_id IS NOT NULL;

CREATE INDEX external_refs_account_idx ON external_refs (firm_id, account_id) WHERE account_id IS NOT NULL;

CREATE INDEX external_refs_job_idx ON external_refs (firm_id, job_id) WHERE job_id IS NOT NULL;

ALTER TABLE external_refs ENABLE ROW LEVEL SECURITY;

ALTER TABLE external_refs FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON external_refs TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON external_refs TO tickmark_app;

DO $$ DECLARE
    each_firm UUID;
    all_firms UUID[];
BEGIN
    SET LOCAL ROLE tickmark_relay;
    all_firms := ARRAY(SELECT id FROM firms);
    SET LOCAL ROLE tickmark_app;
    FOREACH each_firm IN ARRAY all_firms LOOP
        PERFORM set_config('app.firm_id', each_firm::text, true);
        INSERT INTO external_refs (firm_id, id, account_id, system, ref)
        SELECT a.firm_id, gen_random_uuid(), a.id, r ->> 'system', r ->> 'id'
        FROM accounts a CROSS JOIN LATERAL jsonb_array_elements(a.external_refs) r
        WHERE a.firm_id = each_firm AND a.external_refs <> '[]' ORDER BY a.created_at, a.id
        ON CONFLICT DO NOTHING;
        INSERT INTO external_refs (firm_id, id, job_id, system, ref)
        SELECT j.firm_id, gen_random_uuid(), j.id, r ->> 'system', r ->> 'id'
        FROM jobs j CROSS JOIN LATERAL jsonb_array_elements(j.external_refs) r
        WHERE j.firm_id = each_firm AND j.external_refs <> '[]' ORDER BY j.created_at, j.id
        ON CONFLICT DO NOTHING;
    END LOOP;
    RESET ROLE;
END $$;
