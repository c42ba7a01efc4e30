"""Tasks over the API: who may change them."""

from typing import Any

import pytest

from tests.api.conftest import Client

PERMISSION = "manage_tasks_of_others"


async def for_owner(owner: Client, **more: object) -> Any:
    """A task that the owner made for themselves; it has no account, so that all see it."""
    return await owner.made("/v1/tasks", {"title": "Theirs", "assignee_ids": [str(owner.member.id)], **more})


async def test_tasks_of_others_are_changed_and_deleted_with_the_permission_alone(
    owner: Client, employee: Client
) -> None:
    path = f"/v1/tasks/{(await for_owner(owner))['id']}"
    for method, body in (("PATCH", {"status": "completed"}), ("DELETE", None)):
        refused = await employee.send(method, path, body)
        assert (refused.status_code, refused.json()["code"]) == (403, "permission_missing")
        assert "manage tasks of others" in refused.json()["detail"]
    assert (await owner.get(path)).json()["status"] == "planned"
    await owner.send("PATCH", f"/v1/members/{employee.member.id}", {"permissions": [PERMISSION]})
    assert (await employee.send("PATCH", path, {"status": "completed"})).status_code == 200
    assert (await employee.send("DELETE", path)).status_code == 204


@pytest.mark.parametrize("whose", ["mine too", "nobody's"])
async def test_ones_own_tasks_and_those_of_nobody_need_no_permission(
    owner: Client, employee: Client, whose: str
) -> None:
    people = [str(owner.member.id), str(employee.member.id)] if whose == "mine too" else []
    path = f"/v1/tasks/{(await for_owner(owner, assignee_ids=people))['id']}"
    assert (await employee.send("PATCH", path, {"priority": "high"})).status_code == 200
    assert (await employee.send("DELETE", path)).status_code == 204


async def test_what_one_made_for_others_is_ones_own(owner: Client, employee: Client) -> None:
    body = {"title": "Please", "assignee_ids": [str(owner.member.id)]}
    path = f"/v1/tasks/{(await employee.made('/v1/tasks', body))['id']}"
    assert (await employee.get(path)).json()["created_by"] == str(employee.member.id)
    assert (await employee.send("PATCH", path, {"title": "Pretty please"})).status_code == 200
    assert (await employee.send("DELETE", path)).status_code == 204


async def test_what_an_automation_made_belongs_to_its_assignees(owner: Client, employee: Client) -> None:
    settings = {"title": "Made", "assignee_ids": [str(owner.member.id)]}
    stages = [{"name": "A", "automations": [{"action": "create_task", "settings": settings}]}, {"name": "B"}]
    pipeline = await owner.made("/v1/pipelines", {"name": "P", "stages": stages})
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    access = {"member_ids": [str(employee.member.id)]}
    await owner.send("PUT", f"/v1/accounts/{account['id']}/access", access)
    [job] = (await employee.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_id": account["id"]}))[
        "data"
    ]
    await owner.world.drain()
    [task] = (await employee.get("/v1/tasks", job_id=job["id"])).json()["data"]
    assert (await employee.get(f"/v1/tasks/{task['id']}")).json()["created_by"] is None
    assert (await employee.send("PATCH", f"/v1/tasks/{task['id']}", {"title": "x"})).status_code == 403
    [item] = (await employee.get(f"/v1/jobs/{job['id']}/items")).json()["data"]
    move = {
        "stage_id": pipeline["stages"][1]["id"],
        "open_items": [{"item_id": item["id"], "decision": "done"}],
    }
    # Nor can it be settled on the way of a move; left open, it stays as it is.
    assert (await employee.post(f"/v1/jobs/{job['id']}/move", move)).status_code == 403
    assert (await employee.post(f"/v1/jobs/{job['id']}/move", {**move, "open_items": []})).status_code == 200
    # The move is taken back as a whole by whoever made it.
    assert (await employee.post(f"/v1/jobs/{job['id']}/move/undo")).status_code == 200
