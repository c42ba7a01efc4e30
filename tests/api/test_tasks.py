"""Tasks over the API: who may change them, their subtasks and tags, whom roles assign."""

from typing import Any

import httpx
import pytest

from api.app import create_app
from api.services import Services
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


async def test_what_ones_api_key_made_is_ones_own_too(
    owner: Client, employee: Client, services: Services
) -> None:
    await owner.send("PATCH", f"/v1/members/{employee.member.id}", {"permissions": ["manage_integrations"]})
    key = await employee.made("/v1/api-keys", {"name": "Inbox", "scopes": ["tasks:write"]})
    body = {"title": "From a mail", "assignee_ids": [str(owner.member.id)]}
    bearer = {"Authorization": f"Bearer {key['secret']}"}
    app = httpx.ASGITransport(app=create_app(services))
    async with httpx.AsyncClient(transport=app, base_url="http://localhost", headers=bearer) as by_key:
        task = (await by_key.post("/v1/tasks", json=body)).json()
        path = f"/v1/tasks/{task['id']}"
        assert (await by_key.patch(path, json={"priority": "high"})).status_code == 200
    assert (await employee.get(path)).json()["created_by"] == str(employee.member.id)
    assert (await employee.send("PATCH", path, {"title": "From their mail"})).status_code == 200


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


async def test_whoever_has_access_to_the_account_changes_its_tasks(owner: Client, employee: Client) -> None:
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    task = await owner.made("/v1/tasks", {"title": "For Rossi", "account_id": account["id"]})
    path = f"/v1/tasks/{task['id']}"
    assert (await employee.send("PATCH", path, {"title": "x"})).status_code == 404
    access = {"member_ids": [str(employee.member.id)]}
    await owner.send("PUT", f"/v1/accounts/{account['id']}/access", access)
    assert (await employee.send("PATCH", path, {"title": "x"})).status_code == 200


async def titles(client: Client, path: str) -> list[tuple[str, bool, int]]:
    told = (await client.get(f"{path}/subtasks")).json()["data"]
    return [(one["title"], one["done"], one["position"]) for one in told]


async def test_a_checklist_is_written_ticked_ordered_and_cut(owner: Client) -> None:
    task = await owner.made("/v1/tasks", {"title": "Close the month", "subtasks": ["Bank", "Cards"]})
    path = f"/v1/tasks/{task['id']}"
    assert [one["title"] for one in task["subtasks"]] == ["Bank", "Cards"]
    loans = await owner.made(f"{path}/subtasks", {"title": "Loans"})
    first = await owner.made(f"{path}/subtasks", {"title": "Receipts", "position": 0})
    assert (loans["position"], first["position"]) == (2, 0)
    ticked = await owner.send("PATCH", f"{path}/subtasks/{loans['id']}", {"done": True})
    assert ticked.json() == {**loans, "done": True, "position": 3}
    moved = await owner.send("PATCH", f"{path}/subtasks/{loans['id']}", {"position": 1, "title": "The loans"})
    assert moved.json() == {"id": loans["id"], "title": "The loans", "done": True, "position": 1}
    assert (await owner.send("DELETE", f"{path}/subtasks/{first['id']}")).status_code == 204
    assert await titles(owner, path) == [("The loans", True, 0), ("Bank", False, 1), ("Cards", False, 2)]
    now = (await owner.get(path)).json()
    assert [one["title"] for one in now["subtasks"]] == ["The loans", "Bank", "Cards"]
    # A checklist never completes its task, and every change of it is one of the task.
    assert (now["status"], now["version"]) == ("planned", task["version"] + 5)
    [listed] = (await owner.get("/v1/tasks")).json()["data"]
    assert listed["subtasks"] == now["subtasks"]


async def test_a_checklist_has_its_limits(owner: Client, employee: Client) -> None:
    many = [f"Line {number}" for number in range(100)]
    task = await for_owner(owner, subtasks=many)
    path = f"/v1/tasks/{task['id']}/subtasks"
    full = await owner.post(path, {"title": "One more"})
    assert (full.status_code, full.json()["code"]) == (409, "too_many_subtasks")
    one = f"{path}/{task['subtasks'][0]['id']}"
    for method, place, body in (("POST", path, {"title": "x"}), ("PATCH", one, {"done": True}), ("DELETE", one, None)):  # fmt: skip
        assert (await employee.send(method, place, body)).status_code == 403
    await owner.send("DELETE", one)
    assert (await owner.send("PATCH", one, {"done": True})).status_code == 404
    assert (await owner.send("DELETE", one)).status_code == 404
    assert (await owner.post(path, {"title": " "})).status_code == 422


async def test_an_automation_writes_the_checklist_of_the_task_that_it_makes(owner: Client) -> None:
    def stages(*subtasks: str) -> list[object]:
        settings = {"title": "Do it", "subtasks": list(subtasks)}
        return [
            {"name": "A", "automations": [{"action": "create_task", "settings": settings}]},
            {"name": "B"},
        ]

    wrong = await owner.post("/v1/pipelines", {"name": "P", "stages": stages("Ask", "For [NOBODY]")})
    assert wrong.json()["errors"][0]["code"] == "unknown_shortcode"
    assert (await owner.post("/v1/pipelines", {"name": "P", "stages": stages("")})).status_code == 422
    assert (await owner.post("/v1/pipelines", {"name": "P", "stages": stages("x" * 201)})).status_code == 422
    pipeline = await owner.made(
        "/v1/pipelines", {"name": "P", "stages": stages("Ask [ACCOUNT_NAME]", "File")}
    )
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    await owner.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_id": account["id"]})
    await owner.world.drain()
    [task] = (await owner.get("/v1/tasks")).json()["data"]
    assert [one["title"] for one in task["subtasks"]] == ["Ask Rossi", "File"]


async def test_tags_of_tasks_are_the_firms_and_go_with_them(owner: Client) -> None:
    rush, later = [await owner.made("/v1/tags", {"name": name}) for name in ("Rush", "Later")]
    task = await for_owner(owner, tag_ids=[rush["id"]])
    await for_owner(owner)
    path = f"/v1/tasks/{task['id']}"
    for wanted in ("rush", rush["id"]):
        found = (await owner.get("/v1/tasks", tag=wanted)).json()["data"]
        assert [one["tag_ids"] for one in found] == [[rush["id"]]]
    changed = (await owner.send("PATCH", path, {"tag_ids": [rush["id"], later["id"]]})).json()
    assert changed["tag_ids"] == [rush["id"], later["id"]]
    assert (await owner.send("PATCH", path, {"tag_ids": [task["id"]]})).status_code == 404
    told = (await owner.get("/v1/tags")).json()["data"]
    assert [(one["name"], one["tasks_count"]) for one in told] == [("Later", 1), ("Rush", 1)]
    assert (await owner.send("DELETE", f"/v1/tags/{rush['id']}")).status_code == 204
    assert (await owner.get(path)).json()["tag_ids"] == [later["id"]]


async def test_account_roles_assign_whoever_has_them_when_the_task_is_made(
    owner: Client, employee: Client
) -> None:
    role = await owner.made("/v1/account-roles", {"name": "Preparer"})
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    emil, olive = str(employee.member.id), str(owner.member.id)
    roles = {"roles": [{"role_id": role["id"], "member_ids": [emil, olive]}]}
    await owner.send("PUT", f"/v1/accounts/{account['id']}/roles", roles)
    pipeline = await owner.made("/v1/pipelines", {"name": "P", "stages": [{"name": "A"}, {"name": "B"}]})
    body = {"pipeline_id": pipeline["id"], "account_id": account["id"]}
    [job] = (await owner.made("/v1/jobs", body))["data"]
    for of in ({"account_id": account["id"]}, {"job_id": job["id"]}):
        asked = {"title": "Prepare", "role_ids": [role["id"]], "assignee_ids": [olive], **of}
        assert (await owner.made("/v1/tasks", asked))["assignee_ids"] == [olive, emil]
    alone = await owner.post("/v1/tasks", {"title": "Prepare", "role_ids": [role["id"]]})
    assert (alone.status_code, alone.json()["errors"][0]["pointer"]) == (422, "/role_ids")
    unknown = {"title": "Prepare", "role_ids": [account["id"]], "account_id": account["id"]}
    assert (await owner.post("/v1/tasks", unknown)).status_code == 404


async def test_what_is_made_completed_has_its_moment_and_what_is_canceled_has_none(owner: Client) -> None:
    done = await owner.made("/v1/tasks", {"title": "Done", "status": "completed"})
    canceled = await owner.made("/v1/tasks", {"title": "Not needed", "status": "canceled"})
    assert done["completed_at"] == done["created_at"]
    assert canceled["completed_at"] is None


async def test_completed_instead_of_canceled_stays_resolved_as_it_was(owner: Client) -> None:
    pipeline = await owner.made("/v1/pipelines", {"name": "P", "stages": [{"name": "A"}, {"name": "B"}]})
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    body = {"pipeline_id": pipeline["id"], "account_id": account["id"]}
    [job] = (await owner.made("/v1/jobs", body))["data"]
    task = await owner.made("/v1/tasks", {"title": "Do it", "job_id": job["id"]})
    told = []
    for status in ("completed", "canceled", "completed", "waiting"):
        await owner.send("PATCH", f"/v1/tasks/{task['id']}", {"status": status})
        [item] = (await owner.get(f"/v1/jobs/{job['id']}/items")).json()["data"]
        told.append((item["resolution"], item["resolved_at"]))
    [first, second, third, last] = told
    assert [first[0], second[0], third[0], last] == ["completed", "canceled", "completed", (None, None)]
    assert first[1] == second[1] == third[1]
