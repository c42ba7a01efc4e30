-- Cards told the usual facts in any case, and what the client sees where the pipeline said so. Now each fact is chosen: where
-- the client's was, the usual ones are written down beside it, in the revisions too, so that restoring one changes no card.
DO $$ DECLARE
    each_firm UUID;
    all_firms UUID[];
    former CONSTANT JSONB := '["client_status"]';
    facts CONSTANT JSONB := '["account", "tags", "dates", "priority", "days_in_stage", "assignees", "client_status", "action_items"]';
BEGIN
    SET LOCAL ROLE tickmark_relay;
    all_firms := ARRAY(SELECT id FROM firms);
    SET LOCAL ROLE tickmark_app;
    FOREACH each_firm IN ARRAY all_firms LOOP
        PERFORM set_config('app.firm_id', each_firm::text, true);
        UPDATE pipelines SET settings = jsonb_set(settings, '{card_facts}', facts)
        WHERE firm_id = each_firm AND settings -> 'card_facts' = former;
        UPDATE pipeline_revisions SET snapshot = jsonb_set(snapshot, '{settings,card_facts}', facts)
        WHERE firm_id = each_firm AND snapshot -> 'settings' -> 'card_facts' = former;
    END LOOP;
    RESET ROLE;
END $$;
