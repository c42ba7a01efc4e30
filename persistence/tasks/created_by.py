"""Who made a task."""

CREATED_BY = """(SELECT CASE h.actor->>'type' WHEN 'member' THEN h.actor->>'id' WHEN 'api_key' THEN
        (SELECT k.member_id::text FROM api_keys k WHERE k.firm_id = h.firm_id AND k.id = (h.actor->>'id')::uuid) END
    FROM history h WHERE h.firm_id = t.firm_id AND h.object_id = t.id AND h.type = 'task.created')"""
"""SQL of the member who made the task `t`, themselves or by a key of theirs; nobody, when an automation did.

History keeps it; no column does.
"""
