-- The first slice: firms, clients, pipelines, jobs, tasks, automations, outbox; and the wall around each firm.

-- The roles of the application and the relay, usable by whoever connects.

DO $$ BEGIN
    CREATE ROLE tickmark_app NOLOGIN NOINHERIT NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

GRANT tickmark_app TO CURRENT_USER;

GRANT USAGE ON SCHEMA public TO tickmark_app;

DO $$ BEGIN
    CREATE ROLE tickmark_relay NOLOGIN NOINHERIT NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

GRANT tickmark_relay TO CURRENT_USER;

GRANT USAGE ON SCHEMA public TO tickmark_relay;

-- Tables

CREATE TABLE account_roles (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT account_roles_pkey PRIMARY KEY (firm_id, id)
);

CREATE UNIQUE INDEX account_roles_name_key ON account_roles (firm_id, lower(name));

CREATE TABLE accounts (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    number TEXT,
    status TEXT NOT NULL,
    tag_ids UUID[] NOT NULL,
    member_ids UUID[] NOT NULL,
    roles JSONB NOT NULL,
    notes TEXT NOT NULL,
    address TEXT NOT NULL,
    external_refs JSONB NOT NULL,
    CONSTRAINT accounts_pkey PRIMARY KEY (firm_id, id)
);

CREATE INDEX accounts_created_idx ON accounts (firm_id, created_at, id);

CREATE INDEX accounts_name_idx ON accounts (firm_id, lower(name), id);

CREATE UNIQUE INDEX accounts_number_key ON accounts (firm_id, number);

CREATE INDEX accounts_tags_idx ON accounts USING gin (tag_ids);

CREATE TABLE contacts (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    emails TEXT[] NOT NULL,
    phone TEXT NOT NULL,
    CONSTRAINT contacts_pkey PRIMARY KEY (firm_id, id)
);

CREATE INDEX contacts_created_idx ON contacts (firm_id, created_at, id);

CREATE TABLE events (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    position BIGINT GENERATED ALWAYS AS IDENTITY,
    txid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    aggregate_type TEXT NOT NULL,
    aggregate_id UUID NOT NULL,
    sequence INTEGER NOT NULL,
    type TEXT NOT NULL,
    board_id UUID NOT NULL,
    job_id UUID,
    data JSONB NOT NULL,
    previous_attributes JSONB NOT NULL,
    actor JSONB NOT NULL,
    cause JSONB NOT NULL,
    held_until TIMESTAMP WITH TIME ZONE,
    occurred_at TIMESTAMP WITH TIME ZONE NOT NULL,
    state SMALLINT NOT NULL,
    attempts SMALLINT DEFAULT '0' NOT NULL,
    next_attempt_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    parked_reason TEXT,
    CONSTRAINT events_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT events_firm_id_aggregate_id_sequence_key UNIQUE (firm_id, aggregate_id, sequence)
);

CREATE INDEX events_board_idx ON events (firm_id, board_id, txid, position);

CREATE INDEX events_feed_idx ON events (firm_id, txid, position);

CREATE INDEX events_pending_idx ON events (next_attempt_at) WHERE state = 0;

CREATE TABLE firms (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    name TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    currency TEXT NOT NULL,
    grace_seconds INTEGER NOT NULL CONSTRAINT firms_grace_check CHECK (grace_seconds BETWEEN 0 AND 60),
    CONSTRAINT firms_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT firms_is_its_own_check CHECK (firm_id = id)
);

CREATE TABLE history (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    object_type TEXT NOT NULL,
    object_id UUID NOT NULL,
    job_id UUID,
    type TEXT NOT NULL,
    actor JSONB NOT NULL,
    cause JSONB NOT NULL,
    changes JSONB NOT NULL,
    data JSONB NOT NULL,
    occurred_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT history_pkey PRIMARY KEY (firm_id, id)
);

CREATE INDEX history_job_idx ON history (firm_id, job_id, id) WHERE job_id IS NOT NULL;

CREATE INDEX history_object_idx ON history (firm_id, object_id, id);

CREATE TABLE idempotency_keys (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    owner TEXT NOT NULL,
    route TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    status SMALLINT NOT NULL,
    headers TEXT DEFAULT '{}' NOT NULL,
    body TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT idempotency_keys_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT idempotency_keys_firm_id_owner_route_key_key UNIQUE (firm_id, owner, route, key)
);

CREATE TABLE members (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    permissions TEXT[] NOT NULL,
    status TEXT NOT NULL,
    color TEXT NOT NULL,
    password_hash TEXT,
    CONSTRAINT members_pkey PRIMARY KEY (firm_id, id)
);

CREATE UNIQUE INDEX members_email_key ON members (lower(email)) WHERE status = 'active';

CREATE UNIQUE INDEX members_owner_key ON members (firm_id) WHERE role = 'owner';

CREATE TABLE pipelines (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    settings JSONB NOT NULL,
    visible_to UUID[],
    revision INTEGER NOT NULL,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pipelines_pkey PRIMARY KEY (firm_id, id)
);

CREATE INDEX pipelines_created_idx ON pipelines (firm_id, created_at, id);

CREATE TABLE tags (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    name TEXT NOT NULL,
    color TEXT NOT NULL,
    CONSTRAINT tags_pkey PRIMARY KEY (firm_id, id)
);

CREATE UNIQUE INDEX tags_name_key ON tags (firm_id, lower(name));

CREATE TABLE account_contacts (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    account_id UUID NOT NULL,
    contact_id UUID NOT NULL,
    portal BOOLEAN NOT NULL,
    notified BOOLEAN NOT NULL,
    signatory BOOLEAN NOT NULL,
    CONSTRAINT account_contacts_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT account_contacts_firm_id_account_id_fkey FOREIGN KEY(firm_id, account_id) REFERENCES accounts (firm_id, id),
    CONSTRAINT account_contacts_firm_id_contact_id_fkey FOREIGN KEY(firm_id, contact_id) REFERENCES contacts (firm_id, id),
    CONSTRAINT account_contacts_firm_id_account_id_contact_id_key UNIQUE (firm_id, account_id, contact_id)
);

CREATE INDEX account_contacts_contact_idx ON account_contacts (firm_id, contact_id);

CREATE TABLE invitations (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    permissions TEXT[] NOT NULL,
    token_hash BYTEA NOT NULL,
    invited_by UUID NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    accepted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT invitations_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT invitations_firm_id_invited_by_fkey FOREIGN KEY(firm_id, invited_by) REFERENCES members (firm_id, id),
    CONSTRAINT invitations_firm_id_token_hash_key UNIQUE (firm_id, token_hash)
);

CREATE TABLE pipeline_revisions (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    pipeline_id UUID NOT NULL,
    revision INTEGER NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_by JSONB NOT NULL,
    changes JSONB NOT NULL,
    snapshot JSONB NOT NULL,
    CONSTRAINT pipeline_revisions_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT pipeline_revisions_firm_id_pipeline_id_fkey FOREIGN KEY(firm_id, pipeline_id) REFERENCES pipelines (firm_id, id),
    CONSTRAINT pipeline_revisions_firm_id_pipeline_id_revision_key UNIQUE (firm_id, pipeline_id, revision)
);

CREATE TABLE sessions (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    member_id UUID NOT NULL,
    token_hash BYTEA NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    user_agent TEXT NOT NULL,
    address TEXT NOT NULL,
    CONSTRAINT sessions_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT sessions_firm_id_member_id_fkey FOREIGN KEY(firm_id, member_id) REFERENCES members (firm_id, id),
    CONSTRAINT sessions_firm_id_token_hash_key UNIQUE (firm_id, token_hash)
);

CREATE INDEX sessions_member_idx ON sessions (firm_id, member_id);

CREATE TABLE stages (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    pipeline_id UUID NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    color TEXT NOT NULL,
    automove BOOLEAN NOT NULL,
    conditions JSONB NOT NULL,
    limit_amount INTEGER,
    limit_unit TEXT NOT NULL,
    removed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT stages_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT stages_firm_id_pipeline_id_fkey FOREIGN KEY(firm_id, pipeline_id) REFERENCES pipelines (firm_id, id)
);

CREATE INDEX stages_pipeline_idx ON stages (firm_id, pipeline_id, position);

CREATE TABLE automations (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    pipeline_id UUID NOT NULL,
    stage_id UUID NOT NULL,
    position INTEGER NOT NULL,
    action TEXT NOT NULL,
    settings JSONB NOT NULL,
    conditions JSONB NOT NULL,
    on_failure TEXT NOT NULL,
    repeat TEXT NOT NULL,
    enabled BOOLEAN NOT NULL,
    author_id UUID,
    removed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT automations_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT automations_firm_id_pipeline_id_fkey FOREIGN KEY(firm_id, pipeline_id) REFERENCES pipelines (firm_id, id),
    CONSTRAINT automations_firm_id_stage_id_fkey FOREIGN KEY(firm_id, stage_id) REFERENCES stages (firm_id, id),
    CONSTRAINT automations_firm_id_author_id_fkey FOREIGN KEY(firm_id, author_id) REFERENCES members (firm_id, id)
);

CREATE INDEX automations_pipeline_idx ON automations (firm_id, pipeline_id, position);

CREATE TABLE jobs (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    account_id UUID NOT NULL,
    pipeline_id UUID NOT NULL,
    stage_id UUID NOT NULL,
    visit_id UUID NOT NULL,
    name TEXT NOT NULL,
    entered_stage_at TIMESTAMP WITH TIME ZONE NOT NULL,
    status TEXT NOT NULL,
    priority TEXT NOT NULL,
    assignee_ids UUID[] NOT NULL,
    start_date DATE,
    due_date DATE,
    internal_deadline DATE,
    description TEXT NOT NULL,
    completed_at TIMESTAMP WITH TIME ZONE,
    external_refs JSONB NOT NULL,
    CONSTRAINT jobs_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT jobs_firm_id_account_id_fkey FOREIGN KEY(firm_id, account_id) REFERENCES accounts (firm_id, id),
    CONSTRAINT jobs_firm_id_pipeline_id_fkey FOREIGN KEY(firm_id, pipeline_id) REFERENCES pipelines (firm_id, id),
    CONSTRAINT jobs_firm_id_stage_id_fkey FOREIGN KEY(firm_id, stage_id) REFERENCES stages (firm_id, id)
);

CREATE INDEX jobs_account_idx ON jobs (firm_id, account_id, created_at, id);

CREATE INDEX jobs_assignees_idx ON jobs USING gin (assignee_ids);

CREATE INDEX jobs_board_idx ON jobs (firm_id, pipeline_id, created_at, id) WHERE status != 'archived';

CREATE INDEX jobs_created_idx ON jobs (firm_id, created_at, id);

CREATE INDEX jobs_due_idx ON jobs (firm_id, due_date, id);

CREATE INDEX jobs_stage_idx ON jobs (firm_id, stage_id, created_at, id);

CREATE INDEX jobs_updated_idx ON jobs (firm_id, updated_at, id);

CREATE TABLE effects (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    type TEXT NOT NULL,
    key TEXT NOT NULL,
    payload JSONB NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    state TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    lease_until TIMESTAMP WITH TIME ZONE,
    run_id UUID,
    job_id UUID,
    account_id UUID,
    last_error TEXT,
    delivered_at TIMESTAMP WITH TIME ZONE,
    delivered_by TEXT,
    CONSTRAINT effects_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT effects_firm_id_job_id_fkey FOREIGN KEY(firm_id, job_id) REFERENCES jobs (firm_id, id),
    CONSTRAINT effects_firm_id_account_id_fkey FOREIGN KEY(firm_id, account_id) REFERENCES accounts (firm_id, id),
    CONSTRAINT effects_firm_id_type_key_key UNIQUE (firm_id, type, key)
);

CREATE INDEX effects_created_idx ON effects (firm_id, created_at, id);

CREATE INDEX effects_due_idx ON effects (due_at) WHERE state IN ('waiting', 'claimed');

CREATE INDEX effects_run_idx ON effects (firm_id, run_id);

CREATE TABLE tasks (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    account_id UUID,
    job_id UUID,
    pipeline_id UUID,
    status TEXT NOT NULL,
    priority TEXT NOT NULL,
    assignee_ids UUID[] NOT NULL,
    start_date DATE,
    due_date DATE,
    completed_at TIMESTAMP WITH TIME ZONE,
    run_id UUID,
    deleted_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT tasks_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT tasks_firm_id_account_id_fkey FOREIGN KEY(firm_id, account_id) REFERENCES accounts (firm_id, id),
    CONSTRAINT tasks_firm_id_job_id_fkey FOREIGN KEY(firm_id, job_id) REFERENCES jobs (firm_id, id),
    CONSTRAINT tasks_firm_id_pipeline_id_fkey FOREIGN KEY(firm_id, pipeline_id) REFERENCES pipelines (firm_id, id)
);

CREATE INDEX tasks_account_idx ON tasks (firm_id, account_id, created_at, id);

CREATE INDEX tasks_assignees_idx ON tasks USING gin (assignee_ids);

CREATE INDEX tasks_created_idx ON tasks (firm_id, created_at, id);

CREATE INDEX tasks_due_idx ON tasks (firm_id, due_date, id);

CREATE INDEX tasks_job_idx ON tasks (firm_id, job_id, created_at, id);

CREATE TABLE visits (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    job_id UUID NOT NULL,
    stage_id UUID NOT NULL,
    entered_at TIMESTAMP WITH TIME ZONE NOT NULL,
    entered_by JSONB NOT NULL,
    reason TEXT NOT NULL,
    root_id UUID NOT NULL,
    from_stage_id UUID,
    previous_visit_id UUID,
    operation_id TEXT,
    undo_until TIMESTAMP WITH TIME ZONE,
    undone_at TIMESTAMP WITH TIME ZONE,
    ran_at TIMESTAMP WITH TIME ZONE,
    left_at TIMESTAMP WITH TIME ZONE,
    left_by JSONB,
    skipped_automations UUID[] NOT NULL,
    settled JSONB NOT NULL,
    CONSTRAINT visits_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT visits_firm_id_job_id_fkey FOREIGN KEY(firm_id, job_id) REFERENCES jobs (firm_id, id),
    CONSTRAINT visits_firm_id_stage_id_fkey FOREIGN KEY(firm_id, stage_id) REFERENCES stages (firm_id, id)
);

CREATE INDEX visits_job_idx ON visits (firm_id, job_id, entered_at);

CREATE TABLE items (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    job_id UUID NOT NULL,
    visit_id UUID NOT NULL,
    linked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    linked_by JSONB NOT NULL,
    type TEXT NOT NULL,
    task_id UUID,
    action_item BOOLEAN NOT NULL,
    run_id UUID,
    resolved_at TIMESTAMP WITH TIME ZONE,
    resolution TEXT,
    unlinked_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT items_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT items_firm_id_job_id_fkey FOREIGN KEY(firm_id, job_id) REFERENCES jobs (firm_id, id),
    CONSTRAINT items_firm_id_visit_id_fkey FOREIGN KEY(firm_id, visit_id) REFERENCES visits (firm_id, id),
    CONSTRAINT items_firm_id_task_id_fkey FOREIGN KEY(firm_id, task_id) REFERENCES tasks (firm_id, id)
);

CREATE INDEX items_job_idx ON items (firm_id, job_id);

CREATE INDEX items_task_idx ON items (firm_id, task_id) WHERE unlinked_at IS NULL;

CREATE INDEX items_visit_idx ON items (firm_id, visit_id);

CREATE TABLE runs (
    firm_id UUID NOT NULL,
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    event_id UUID NOT NULL,
    root_id UUID NOT NULL,
    job_id UUID NOT NULL,
    visit_id UUID NOT NULL,
    automation_id UUID NOT NULL,
    pipeline_id UUID NOT NULL,
    stage_id UUID NOT NULL,
    revision INTEGER NOT NULL,
    action TEXT NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    verdicts JSONB NOT NULL,
    made JSONB NOT NULL,
    error JSONB,
    attempts INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    makes_action_item BOOLEAN NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT runs_pkey PRIMARY KEY (firm_id, id),
    CONSTRAINT runs_firm_id_job_id_fkey FOREIGN KEY(firm_id, job_id) REFERENCES jobs (firm_id, id),
    CONSTRAINT runs_firm_id_visit_id_fkey FOREIGN KEY(firm_id, visit_id) REFERENCES visits (firm_id, id),
    CONSTRAINT runs_firm_id_automation_id_fkey FOREIGN KEY(firm_id, automation_id) REFERENCES automations (firm_id, id),
    CONSTRAINT runs_firm_id_event_id_automation_id_key UNIQUE (firm_id, event_id, automation_id)
);

CREATE INDEX runs_created_idx ON runs (firm_id, created_at, id);

CREATE INDEX runs_failed_idx ON runs (firm_id, job_id) WHERE state = 'failed';

CREATE INDEX runs_job_idx ON runs (firm_id, job_id, created_at, id);

CREATE UNIQUE INDEX runs_loop_guard_key ON runs (firm_id, root_id, job_id, automation_id) WHERE state != 'stopped';

CREATE INDEX runs_visit_idx ON runs (firm_id, visit_id);

GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO tickmark_app;

-- The wall: a transaction sees and writes the rows of its firm alone.

ALTER TABLE account_roles ENABLE ROW LEVEL SECURITY;

ALTER TABLE account_roles FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON account_roles TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON account_roles TO tickmark_app;

ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;

ALTER TABLE accounts FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON accounts TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON accounts TO tickmark_app;

ALTER TABLE contacts ENABLE ROW LEVEL SECURITY;

ALTER TABLE contacts FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON contacts TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON contacts TO tickmark_app;

ALTER TABLE events ENABLE ROW LEVEL SECURITY;

ALTER TABLE events FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON events TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON events TO tickmark_app;

ALTER TABLE firms ENABLE ROW LEVEL SECURITY;

ALTER TABLE firms FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON firms TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON firms TO tickmark_app;

ALTER TABLE history ENABLE ROW LEVEL SECURITY;

ALTER TABLE history FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON history TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON history TO tickmark_app;

ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE idempotency_keys FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON idempotency_keys TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO tickmark_app;

ALTER TABLE members ENABLE ROW LEVEL SECURITY;

ALTER TABLE members FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON members TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON members TO tickmark_app;

ALTER TABLE pipelines ENABLE ROW LEVEL SECURITY;

ALTER TABLE pipelines FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON pipelines TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON pipelines TO tickmark_app;

ALTER TABLE tags ENABLE ROW LEVEL SECURITY;

ALTER TABLE tags FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON tags TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON tags TO tickmark_app;

ALTER TABLE account_contacts ENABLE ROW LEVEL SECURITY;

ALTER TABLE account_contacts FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON account_contacts TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON account_contacts TO tickmark_app;

ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;

ALTER TABLE invitations FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON invitations TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON invitations TO tickmark_app;

ALTER TABLE pipeline_revisions ENABLE ROW LEVEL SECURITY;

ALTER TABLE pipeline_revisions FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON pipeline_revisions TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON pipeline_revisions TO tickmark_app;

ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;

ALTER TABLE sessions FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON sessions TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON sessions TO tickmark_app;

ALTER TABLE stages ENABLE ROW LEVEL SECURITY;

ALTER TABLE stages FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON stages TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON stages TO tickmark_app;

ALTER TABLE automations ENABLE ROW LEVEL SECURITY;

ALTER TABLE automations FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON automations TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON automations TO tickmark_app;

ALTER TABLE jobs ENABLE ROW LEVEL SECURITY;

ALTER TABLE jobs FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON jobs TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON jobs TO tickmark_app;

ALTER TABLE effects ENABLE ROW LEVEL SECURITY;

ALTER TABLE effects FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON effects TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON effects TO tickmark_app;

ALTER TABLE tasks ENABLE ROW LEVEL SECURITY;

ALTER TABLE tasks FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON tasks TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON tasks TO tickmark_app;

ALTER TABLE visits ENABLE ROW LEVEL SECURITY;

ALTER TABLE visits FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON visits TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON visits TO tickmark_app;

ALTER TABLE items ENABLE ROW LEVEL SECURITY;

ALTER TABLE items FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON items TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON items TO tickmark_app;

ALTER TABLE runs ENABLE ROW LEVEL SECURITY;

ALTER TABLE runs FORCE ROW LEVEL SECURITY;

CREATE POLICY firm ON runs TO tickmark_app
    USING (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid))
    WITH CHECK (firm_id = (SELECT NULLIF(current_setting('app.firm_id', true), '')::uuid));

GRANT SELECT, INSERT, UPDATE, DELETE ON runs TO tickmark_app;

-- The relay reads where work waits, in every firm, and never what it is about.

CREATE POLICY relay ON events FOR SELECT TO tickmark_relay USING (state = 0);

GRANT SELECT (firm_id, id, aggregate_id, sequence, state, next_attempt_at, occurred_at) ON events TO tickmark_relay;

CREATE POLICY relay ON effects FOR SELECT TO tickmark_relay USING (state IN ('waiting', 'claimed'));

GRANT SELECT (firm_id, id, state, due_at, lease_until, created_at) ON effects TO tickmark_relay;

-- Signing in begins before the firm is known: these two answers, and no others, cross firms. The functions run as
-- the tables' owner, on whom row-level security is forced too, so the owner is let to read just these two tables.

CREATE POLICY sign_in ON members FOR SELECT TO CURRENT_USER USING (true);

CREATE POLICY sign_in ON firms FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION tickmark_find_sign_in(wanted text) RETURNS TABLE (firm_id uuid, member_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
$$ SELECT m.firm_id, m.id FROM public.members m WHERE lower(m.email) = lower(wanted) AND m.status = 'active' $$;

CREATE FUNCTION tickmark_firm_count() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
$$ SELECT count(*) FROM public.firms $$;

REVOKE ALL ON FUNCTION tickmark_find_sign_in(text), tickmark_firm_count() FROM PUBLIC;

GRANT EXECUTE ON FUNCTION tickmark_find_sign_in(text), tickmark_firm_count() TO tickmark_app;
