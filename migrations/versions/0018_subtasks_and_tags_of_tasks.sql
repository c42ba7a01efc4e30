-- Tasks have subtasks and tags. All of it can be run again: the index is made outside the transaction.

ALTER TABLE tasks ADD COLUMN IF NOT EXISTS tag_ids UUID[] NOT NULL DEFAULT '{}';

ALTER TABLE tasks ADD COLUMN IF NOT EXISTS subtasks JSONB NOT NULL DEFAULT '[]';

DROP INDEX CONCURRENTLY IF EXISTS tasks_tags_idx;

CREATE INDEX CONCURRENTLY tasks_tags_idx ON tasks USING gin (tag_ids);
