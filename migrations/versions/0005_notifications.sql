-- What members are told.

CREATE TABLE notifications (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    member_id UUID NOT NULL,
    key TEXT NOT NULL,
    text TEXT NOT NULL,
    job_id UUID,
    read_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT notifications_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT notifications_firm_id_member_id_fkey FOREIGN KEY (firm_id, member_id) REFERENCES members (firm_id, id),
    CONSTRAINT notifications_firm_id_job_id_fkey FOREIGN KEY (firm_id, job_id) REFERENCES jobs (firm_id, id),
    CONSTRAINT notifications_firm_id_key_member_id_key UNIQUE (firm_id, key, member_id)
);

CREATE INDEX notifications_member_idx ON notifications (firm_id, member_id, created_at, id);

CREATE INDEX notifications_unread_idx ON notifications (firm_id, member_id, created_at, id) WHERE read_at IS NULL;

ALTER TABLE notifications ENABLE ROW LEVEL SECURITY;

ALTER TABLE notifications FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON notifications TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON notifications TO tickmark_app;
