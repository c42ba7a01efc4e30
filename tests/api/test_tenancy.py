"""Every operation that names something, with the ids of another firm: as if they did not exist."""

from typing import Any
from uuid import UUID

import pytest

from api.app import create_app
from api.services import Services
from domain.automations.callback import Callback
from persistence.database import Database
from persistence.ids import new_id
from tests.api.conftest import MASTER, Client, signed_in
from tests.builders import a_world

NEW_PIPELINE = {
    "name": "Secret",
    "stages": [
        {"name": "A", "automations": [{"action": "create_task", "settings": {"title": "Secret"}}]},
        {"name": "B"},
    ],
    "statuses": [{"name": "Secret"}],
}
BODIES: dict[str, Any] = {
    "update_member": {"name": "x"},
    "update_account": {"name": "x"},
    "set_account_tags": {"tags": []},
    "set_account_roles": {"roles": []},
    "set_account_access": {"member_ids": []},
    "update_contact": {"phone": "1"},
    "update_tag": {"name": "x"},
    "update_account_role": {"name": "x"},
    "update_custom_field": {"name": "x"},
    "update_client_status": {"name": "x"},
    "update_pipeline": {"name": "x"},
    "restore_pipeline_revision": {},
    "add_stage": {"name": "x"},
    "update_stage": {"name": "x"},
    "add_custom_status": {"name": "x"},
    "update_custom_status": {"name": "x"},
    "set_custom_status_automations": {"automations": []},
    "set_stage_automations": {"automations": []},
    "update_job": {"name": "x"},
    "set_job_status": {"status": "archived"},
    "update_job_item": {"answered": True},
    "update_job_comment": {"text": "x"},
    "update_task": {"title": "x"},
    "add_subtask": {"title": "x"},
    "update_subtask": {"done": True},
    "update_recurrence": {"at": "09:00"},
    "skip_occurrence": {"date": "2030-01-01"},
    "unskip_occurrence": {"date": "2030-01-01"},
}


async def belongings(client: Client) -> dict[str, str]:
    """One of each kind, by the name of its path parameter."""
    pipeline = await client.made("/v1/pipelines", NEW_PIPELINE)
    account = await client.made("/v1/accounts", {"name": "Secret", "tags": ["Secret"]})
    [job] = (await client.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_id": account["id"]}))[
        "data"
    ]
    await client.world.drain()
    contact = await client.made("/v1/contacts", {"first_name": "Secret"})
    invited = {"email": f"invited-{new_id()}@firm.example", "name": "Secret"}
    invitation = await client.made("/v1/invitations", invited)
    key = await client.made("/v1/api-keys", {"name": "Secret", "scopes": ["jobs:read"]})
    when = {"rule": "FREQ=YEARLY", "starts_on": "2030-01-01"}
    schedule = await client.made(
        "/v1/recurrences", {"pipeline_id": pipeline["id"], "account_id": account["id"], **when}
    )
    role = await client.made("/v1/account-roles", {"name": "Secret"})
    task_id = (await client.get("/v1/tasks")).json()["data"][0]["id"]
    shown = await client.made("/v1/client-statuses", {"name": "Secret"})
    return {
        "pipeline_id": pipeline["id"],
        "number": "1",
        "stage_id": pipeline["stages"][0]["id"],
        "status_id": pipeline["statuses"][0]["id"],
        "account_id": account["id"],
        "job_id": job["id"],
        "contact_id": contact["id"],
        "role_id": role["id"],
        "field_id": (await client.made("/v1/custom-fields", {"name": "Secret"}))["id"],
        "client_status_id": shown["id"],
        "tag_id": account["tags"][0]["id"],
        "task_id": task_id,
        "subtask_id": (await client.made(f"/v1/tasks/{task_id}/subtasks", {"title": "Secret"}))["id"],
        "run_id": (await client.get("/v1/runs")).json()["data"][0]["id"],
        "item_id": (await client.get(f"/v1/jobs/{job['id']}/items")).json()["data"][0]["id"],
        "member_id": str(client.member.id),
        "comment_id": (await client.made(f"/v1/jobs/{job['id']}/comments", {"text": "Secret"}))["id"],
        "import_id": (await client.post("/v1/imports/accounts", {"csv": "Account Name\nSecret\n"})).json()[
            "id"
        ],
        "invitation_id": invitation["id"],
        "key_id": key["id"],
        "recurrence_id": schedule["data"][0]["id"],
        "day": "2027-01-05",
        "session_id": (await client.get("/v1/sessions")).json()["data"][0]["id"],
        "token": Callback(client.world.firm.id, UUID(job["id"]), new_id()).token(MASTER),
        "event_id": (await client.get("/v1/events")).json()["data"][0]["id"],
    }


def body_of(operation: str, theirs: dict[str, str]) -> Any:
    """A body that would be fine with an id of one's own."""
    made = {
        "link_contact": {"contact_id": theirs["contact_id"]},
        "reorder_stages": {"stage_ids": [theirs["stage_id"]]},
        "move_job": {"stage_id": theirs["stage_id"]},
        "preview_move": {"stage_id": theirs["stage_id"]},
        "transfer_job": {"stage_id": theirs["stage_id"]},
        "preview_transfer": {"stage_id": theirs["stage_id"]},
        "undo_move": {},
        "simulate_pipeline": {"account_id": theirs["account_id"]},
        "create_job_comment": {"text": "x"},
        "link_job_item": {"task_id": theirs["task_id"]},
    }
    return made.get(operation, BODIES.get(operation))


async def test_ids_of_another_firm_do_not_exist(
    owner: Client, services: Services, database: Database
) -> None:
    world = await a_world(database)
    other = await signed_in(services, world, world.owner)
    theirs = await belongings(other)
    seen_before = (await other.get("/v1/events", limit=200)).json()["data"]
    schema = create_app(services).openapi()
    tried = 0
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            names = [p["name"] for p in operation.get("parameters", []) if p["in"] == "path"]
            if not names or names in (["key"], ["system", "id"]):  # names that each firm gives itself
                continue
            place = path.format(**theirs)
            answer = await owner.send(method.upper(), place, body_of(operation["operationId"], theirs))
            assert answer.status_code == 404, (operation["operationId"], answer.status_code, answer.text)
            assert "Secret" not in answer.text
            tried += 1
    assert tried > 40
    assert (await other.get("/v1/events", limit=200)).json()["data"] == seen_before
    await other.http.aclose()


@pytest.mark.parametrize(
    "path",
    [
        "accounts",
        "contacts",
        "tags",
        "account-roles",
        "client-statuses",
        "pipelines",
        "jobs",
        "tasks",
        "runs",
        "events",
        "recurrences",
        "notifications",
        "api-keys",
    ],
)
async def test_lists_hold_nothing_of_another_firm(
    owner: Client, services: Services, database: Database, path: str
) -> None:
    world = await a_world(database)
    other = await signed_in(services, world, world.owner)
    await belongings(other)
    answer = (await owner.get(f"/v1/{path}")).json()
    assert answer["data"] == []
    await other.http.aclose()


async def test_nothing_of_another_firm_is_linked_to(
    owner: Client, services: Services, database: Database
) -> None:
    world = await a_world(database)
    other = await signed_in(services, world, world.owner)
    theirs, mine = await belongings(other), await belongings(owner)
    for method, path, body in [
        ("POST", "/v1/jobs", {"pipeline_id": mine["pipeline_id"], "account_id": theirs["account_id"]}),
        ("POST", "/v1/jobs", {"pipeline_id": mine["pipeline_id"], "account_id": mine["account_id"], "assignee_ids": [theirs["member_id"]]}),
        ("POST", f"/v1/jobs/{mine['job_id']}/move", {"stage_id": theirs["stage_id"]}),
        ("POST", f"/v1/jobs/{mine['job_id']}/items", {"task_id": theirs["task_id"]}),
        ("POST", f"/v1/jobs/{mine['job_id']}/items", {"job_id": theirs["job_id"]}),
        ("POST", f"/v1/jobs/{mine['job_id']}/comments", {"text": "x", "mention_ids": [theirs["member_id"]]}),
        ("PATCH", f"/v1/jobs/{mine['job_id']}/comments/{theirs['comment_id']}", {"text": "x"}),
        ("PATCH", f"/v1/jobs/{mine['job_id']}", {"assignee_ids": [theirs["member_id"]]}),
        ("PATCH", f"/v1/jobs/{mine['job_id']}", {"client_status_id": theirs["client_status_id"]}),
        ("DELETE", f"/v1/client-statuses/{mine['client_status_id']}?jobs_to={theirs['client_status_id']}", None),
        ("PATCH", f"/v1/tasks/{mine['task_id']}", {"assignee_ids": [theirs["member_id"]]}),
        ("PATCH", f"/v1/tasks/{mine['task_id']}", {"tag_ids": [theirs["tag_id"]]}),
        ("PATCH", f"/v1/tasks/{mine['task_id']}/subtasks/{theirs['subtask_id']}", {"done": True}),
        ("POST", "/v1/tasks", {"title": "x", "job_id": theirs["job_id"]}),
        ("POST", "/v1/tasks", {"title": "x", "tag_ids": [theirs["tag_id"]]}),
        ("POST", "/v1/tasks", {"title": "x", "account_id": mine["account_id"], "role_ids": [theirs["role_id"]]}),
        ("PUT", f"/v1/accounts/{mine['account_id']}/access", {"member_ids": [theirs["member_id"]]}),
        ("PUT", f"/v1/accounts/{mine['account_id']}/roles", {"roles": [{"role_id": theirs["role_id"], "member_ids": []}]}),
        ("POST", f"/v1/accounts/{mine['account_id']}/contacts", {"contact_id": theirs["contact_id"]}),
        ("DELETE", f"/v1/stages/{mine['stage_id']}?jobs_to={theirs['stage_id']}", None),
    ]:  # fmt: skip
        answer = await owner.send(method, path, body)
        assert answer.status_code == 404, (path, answer.text)
    await other.http.aclose()
