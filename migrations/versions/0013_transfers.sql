-- A job can go to another pipeline. All of it can be run again: the index is made outside the transaction.

ALTER TABLE events ADD COLUMN IF NOT EXISTS left_board_id UUID;

ALTER TABLE visits ADD COLUMN IF NOT EXISTS ended_status_visit_id UUID;

DROP INDEX CONCURRENTLY IF EXISTS events_left_board_idx;

CREATE INDEX CONCURRENTLY events_left_board_idx ON events (firm_id, left_board_id, txid, position)
    WHERE left_board_id IS NOT NULL;
