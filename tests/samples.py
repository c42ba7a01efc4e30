"""One automation of each action of the catalogue, for tests that must hold for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What settings may name. `stage` is a stage of the same pipeline: by its name, or its id."""

    member: UUID
    role: UUID
    tag: UUID
    pipeline: UUID
    stage: str


SOME = Known(member=uuid4(), role=uuid4(), tag=uuid4(), pipeline=uuid4(), stage=str(uuid4()))


def samples(known: Known) -> Mapping[str, Mapping[str, object]]:
    """Settings by action. A new action needs its own here: what holds for all must be seen to hold for it."""
    member, role = str(known.member), str(known.role)
    return {
        "create_task": {
            "title": "Do it for [ACCOUNT_NAME]",
            "assignee_ids": [member],
            "due_in_days": 3,
            "subtasks": ["Ask [ACCOUNT_NAME]", "File it"],
        },
        "send_email": {"subject": "About [JOB_NAME]", "body": "We begin.", "mode": "contact", "wait": True},
        "notify_members": {"text": "Look at [JOB_NAME]", "member_ids": [member], "role_ids": [role]},
        "update_account_tags": {"add": [str(known.tag)]},
        "update_account_access": {"add": [member]},
        "update_job": {
            "priority": "urgent",
            "assignee_ids": [member],
            "start_in_days": 1,
            "due_in_days": 5,
            "internal_deadline_in_days": 2,
            "internal_deadline_unit": "business_days",
            "internal_deadline_from": "entered",
        },
        "move_job": {"stage_id": known.stage},
        "create_job": {
            "pipeline_id": str(known.pipeline),
            "name": "Also [JOB_NAME]",
            "due_in_days": 9,
            "due_unit": "months",
            "assignee_ids": [member],
        },
        "update_client_status": {"shown": "show", "name": "Return of [ACCOUNT_NAME]", "text": "We begin."},
        "call_webhook": {"url": "https://hooks.example/in", "wait": "callback", "note": "For [JOB_NAME]"},
        "link_note": {"title": "How we do it", "text": "Step by step."},
    }
