-- Jobs and notes are linked to jobs too. All of it can be run again: old rows are looked at outside the transaction.

ALTER TABLE items ADD COLUMN IF NOT EXISTS linked_job_id UUID;

ALTER TABLE items ADD COLUMN IF NOT EXISTS title TEXT;

ALTER TABLE items ADD COLUMN IF NOT EXISTS text TEXT;

ALTER TABLE items DROP CONSTRAINT IF EXISTS items_firm_id_linked_job_id_fkey;

ALTER TABLE items ADD CONSTRAINT items_firm_id_linked_job_id_fkey
    FOREIGN KEY (firm_id, linked_job_id) REFERENCES jobs (firm_id, id) NOT VALID;

ALTER TABLE items VALIDATE CONSTRAINT items_firm_id_linked_job_id_fkey;
