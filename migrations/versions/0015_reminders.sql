-- Items remind of themselves. All of it can be run again: the index is made outside the transaction.

ALTER TABLE items ADD COLUMN IF NOT EXISTS remind_after_days INTEGER;

ALTER TABLE items ADD COLUMN IF NOT EXISTS reminders_left INTEGER NOT NULL DEFAULT 0;

ALTER TABLE items ADD COLUMN IF NOT EXISTS reminders_sent INTEGER NOT NULL DEFAULT 0;

ALTER TABLE items ADD COLUMN IF NOT EXISTS remind_at TIMESTAMP WITH TIME ZONE;

-- The relay sees which firms have one that is due, and never what it is about.
DROP POLICY IF EXISTS relay ON items;

CREATE POLICY relay ON items FOR SELECT TO tickmark_relay
    USING (remind_at IS NOT NULL AND resolved_at IS NULL AND unlinked_at IS NULL);

GRANT SELECT (firm_id, remind_at, resolved_at, unlinked_at) ON items TO tickmark_relay;

DROP INDEX CONCURRENTLY IF EXISTS items_remind_idx;

CREATE INDEX CONCURRENTLY items_remind_idx ON items (remind_at)
    WHERE remind_at IS NOT NULL AND resolved_at IS NULL AND unlinked_at IS NULL;
