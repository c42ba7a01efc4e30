-- Which secret signs a firm's webhooks, and since when. The secrets themselves are derived from the server's key.

ALTER TABLE firms ADD COLUMN IF NOT EXISTS webhook_secret_number INTEGER DEFAULT '1' NOT NULL;

ALTER TABLE firms ADD COLUMN IF NOT EXISTS webhook_secret_rotated_at TIMESTAMP WITH TIME ZONE;
