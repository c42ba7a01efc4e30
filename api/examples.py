"""One example for each request body, shown in the contract; a test reads every one by its model."""

from collections.abc import Mapping
from typing import Any

_ID = "0198f3a2-6c1e-7c3b-9d44-5b1f0a7e2c10"
_OTHER = "0198f3a2-6c1e-7c3b-9d44-5b1f0a7e2c11"
_TASK: Mapping[str, Any] = {
    "action": "create_task",
    "settings": {"title": "Prepare the return", "due_in_days": 5, "role": "Preparer"},
}
_STAGE: Mapping[str, Any] = {"name": "Prepare return", "automove": True, "automations": [_TASK]}

EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "SignInBody": {"email": "owner@demo.example", "password": "tickmark-demo"},
    "SetUpBody": {
        "firm_name": "Hart & Whitfield Tax",
        "time_zone": "America/New_York",
        "currency": "USD",
        "name": "Olivia Hart",
        "email": "olivia@hart.example",
        "password": "a long sentence is best",
    },
    "NewPassword": {"current_password": "the present one", "new_password": "a long sentence is best"},
    "FirmChange": {
        "time_zone": "America/Chicago",
        "grace_seconds": 20,
        "holidays": "US-IL",
        "days_off": [{"date": "2026-11-27", "name": "Bridge day"}],
    },
    "MemberChange": {"role": "employee", "permissions": ["manage_accounts", "view_all_accounts"]},
    "NewInvitation": {"email": "ana@hart.example", "name": "Ana Lima", "permissions": ["manage_accounts"]},
    "LookUp": {"token": "AZjzomwefDudRFsfCn4sEA"},
    "Accept": {"token": "AZjzomwefDudRFsfCn4sEA", "name": "Ana Lima", "password": "a long sentence is best"},
    "NewAccount": {"name": "Rossi, Ada", "type": "individual", "number": "1042", "tags": ["1040", "VIP"]},
    "AccountByRef": {"name": "Rossi, Ada", "type": "individual", "url": "https://books.example/1042"},
    "JobByRef": {"pipeline_id": _ID, "account_id": _OTHER, "name": "2026 1040", "due_date": "2027-04-15"},
    "AccountChange": {"notes": "Moved to Boston in March.", "custom_fields": {_ID: "S corporation"}},
    "NewCustomField": {"name": "Tax class", "type": "choice", "options": ["S corporation", "Partnership"]},
    "CustomFieldChange": {"name": "Tax classification"},
    "CustomFieldOrder": {"field_ids": [_ID, _OTHER]},
    "TagList": {"tags": ["1040", "Extension"]},
    "RoleMap": {"roles": [{"role_id": _ID, "member_ids": [_OTHER]}]},
    "Access": {"member_ids": [_ID]},
    "ContactPart": {"contact_id": _ID, "portal": True, "notified": True, "signatory": True},
    "NewContact": {"first_name": "Ada", "last_name": "Rossi", "emails": ["ada@rossi.example"]},
    "ContactChange": {"phone": "+1 617 555 0142"},
    "NewTag": {"name": "Extension", "color": "orange"},
    "TagChange": {"color": "teal"},
    "RoleBody": {"name": "Preparer"},
    "NewClientStatus": {
        "name": "Ready for your signature",
        "color": "pink",
        "text": "Please read it through and sign it.",
    },
    "ClientStatusChange": {"name": "Waiting for you", "position": 0},
    "AccountsFile": {
        "csv": "Account Name,Account Type,Contact First Name,Contact Email\nRossi,Individual,Ada,ada@rossi.example\n",
        "file_name": "clients.csv",
    },
    "NewPipeline": {
        "name": "Advice",
        "stages": [{"name": "Asked"}, _STAGE, {"name": "Answered"}],
    },
    "RestoreBody": {"jobs_to": {_ID: _OTHER}},
    "PipelineFile": {
        "format": "tickmark.pipeline",
        "version": 1,
        "name": "Advice",
        "tags": [{"name": "VIP", "color": "violet"}],
        "roles": ["Preparer"],
        "stages": [
            {
                "name": "Asked",
                "automations": [
                    {
                        "action": "create_task",
                        "settings": {"title": "Call back", "role_ids": ["Preparer"]},
                        "conditions": [{"kind": "account_tags", "match": "any_of", "tags": ["VIP"]}],
                    }
                ],
            },
            {"name": "Answered"},
        ],
    },
    "PipelineChange": {"name": "Advice 2027"},
    "NewStage": {**_STAGE, "position": 1},
    "StageChange": {
        "automove": True,
        "conditions": [{"kind": "account_tags", "match": "any_of", "tags": ["Extension"]}],
    },
    "Simulate": {"account_id": _OTHER, "due_date": "2027-04-15", "priority": "high"},
    "StageOrder": {"stage_ids": [_ID, _OTHER]},
    "AutomationList": {"automations": [{**_TASK, "on_failure": "stop_the_rest", "repeat": "first_visit"}]},
    "NewJobs": {"pipeline_id": _ID, "account_ids": [_OTHER], "name": "2026 1040", "due_date": "2027-04-15"},
    "JobChange": {"priority": "high", "due_date": "2027-10-15"},
    "Seen": {"all": True},
    "StatusBody": {
        "name": "Missing information",
        "color": "violet",
        "automove": True,
        "automations": [_TASK],
    },
    "StatusChangeBody": {"name": "On hold"},
    "NewRecurrences": {
        "pipeline_id": _ID,
        "account_ids": [_OTHER],
        "rule": "FREQ=MONTHLY;BYMONTHDAY=5",
        "starts_on": "2027-01-01",
        "at": "07:00",
        "roll": "after",
        "period_unit": "month",
        "period_offset": -1,
        "template": {"name": "Bookkeeping [PERIOD_MONTH_NAME] [PERIOD_YEAR]", "due_in_days": 10},
    },
    "RecurrenceChange": {"ends_on": "2027-12-31"},
    "Skip": {"date": "2027-07-05"},
    "Advance": {"days": 31},
    "Bulk": {
        "operations": [
            {"op": "move", "job_id": _ID, "stage_id": _OTHER},
            {"op": "transfer", "job_id": _ID, "stage_id": _OTHER},
            {"op": "status", "job_id": _ID, "status": "completed"},
            {"op": "update", "job_id": _ID, "values": {"priority": "high"}},
            {"op": "tags", "job_id": _ID, "add": ["VIP"]},
        ],
        "atomic": False,
    },
    "CallbackBody": {"note": "Filed on 12 March, number 4711."},
    "NewComment": {"text": "@Ana Lima the K-1 is here.", "mention_ids": [_OTHER]},
    "CommentChange": {"text": "The K-1 is here, and signed."},
    "StatusChange": {"status": "completed"},
    "Move": {"stage_id": _ID, "expected_version": 7, "hold_seconds": 10},
    "RetryRuns": {
        "filter": {"state": "failed", "pipeline_id": _ID, "created_at[gte]": "2027-03-01T00:00:00Z"}
    },
    "NewApiKey": {"name": "Nightly export", "scopes": ["jobs:read", "tasks:write"], "days": 365},
    "Nothing": {},
    "Link": {"task_id": _ID},
    "ReplyChange": {"answered": True},
    "NewTask": {
        "title": "Call Ada about the house",
        "job_id": _ID,
        "due_date": "2027-03-01",
        "subtasks": ["Find the deed", "Ask for the price"],
    },
    "TaskChange": {"status": "completed"},
    "NewSubtask": {"title": "Find the deed"},
    "SubtaskChange": {"done": True},
}


def with_example(name: str, schema: dict[str, Any]) -> None:
    """Add the model's example to its schema."""
    if name in EXAMPLES:
        schema["examples"] = [dict(EXAMPLES[name])]
