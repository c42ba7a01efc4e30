"""What members are told is theirs alone."""

from domain.notifications.notify import notify
from tests.api.conftest import Client


async def told(client: Client, text: str) -> None:
    async with client.world.uow() as uow:
        await notify([client.member.id], text, text, uow, client.world.context(), job_id=None)
        await uow.commit()


async def test_one_sees_and_reads_only_ones_own(owner: Client, employee: Client) -> None:
    await told(owner, "For the owner")
    await told(employee, "For Emil")
    await told(employee, "For Emil")  # the same key: told once
    seen = (await employee.get("/v1/notifications", unread=True)).json()["data"]
    assert [one["text"] for one in seen] == ["For Emil"]
    mine = (await owner.get("/v1/notifications")).json()["data"]
    assert (await employee.post("/v1/notifications/read", {"ids": [mine[0]["id"]]})).json() == {"marked": 0}
    assert (await employee.post("/v1/notifications/read", {"ids": [seen[0]["id"]]})).json() == {"marked": 1}
    assert (await employee.get("/v1/notifications", unread=True)).json()["data"] == []
    assert (await owner.post("/v1/notifications/read", {"all": True})).json() == {"marked": 1}


async def test_the_feed_tells_it_to_nobody_else(owner: Client, employee: Client) -> None:
    await told(employee, "For Emil")
    heard = (await employee.get("/v1/events", type="notification.*")).json()["data"]
    assert [one["data"]["object"]["text"] for one in heard] == ["For Emil"]
    assert (await owner.get("/v1/events", type="notification.*")).json()["data"] == []


async def test_a_stage_shows_what_it_asks_for_and_refuses_nonsense(owner: Client) -> None:
    asks = [{"kind": "field", "field": "due_date", "mode": "block"}, {"kind": "tasks_done", "mode": "warn"}]
    stages = [{"name": "A"}, {"name": "B", "requirements": asks, "wip_limit": {"amount": 5}}, {"name": "C"}]
    pipeline = await owner.made("/v1/pipelines", {"name": "Asking", "stages": stages})
    path = f"/v1/stages/{pipeline['stages'][1]['id']}"
    stage = (await owner.get(path)).json()
    assert (stage["requirements"], stage["wip_limit"]) == (asks, {"amount": 5, "mode": "block"})
    permission = {"kind": "permission", "permission": "fly", "mode": "block"}
    assert (await owner.send("PATCH", path, {"requirements": [permission]})).status_code == 422
    permission["permission"] = "manage_invoices"
    changed = await owner.send("PATCH", path, {"requirements": [permission], "wip_limit": None})
    assert (changed.json()["requirements"], changed.json()["wip_limit"]) == ([permission], None)


async def test_a_refused_move_lists_each_item_and_the_preview_shows_them_before(owner: Client) -> None:
    asks = [
        {"kind": "field", "field": "due_date"},
        {"kind": "field", "field": "assignee_ids", "mode": "warn"},
    ]
    stages = [{"name": "A"}, {"name": "B", "requirements": asks}, {"name": "C"}]
    pipeline = await owner.made("/v1/pipelines", {"name": "Asking", "stages": stages})
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    job = (await owner.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_id": account["id"]}))[
        "data"
    ][0]
    body = {"stage_id": pipeline["stages"][1]["id"]}
    seen = (await owner.post(f"/v1/jobs/{job['id']}/move/preview", body)).json()
    assert seen["may_override"] is True
    refused = await owner.post(f"/v1/jobs/{job['id']}/move", body)
    assert (refused.status_code, refused.json()["code"]) == (409, "requirements_unmet")
    assert refused.json()["unmet"] == seen["requirements"]
    assert [(one["field"], one["mode"]) for one in seen["requirements"]] == [
        ("due_date", "block"),
        ("assignee_ids", "warn"),
    ]
    moved = await owner.post(f"/v1/jobs/{job['id']}/move", {**body, "override_reason": "Agreed by phone"})
    assert moved.json()["changed"] is True
    history = (await owner.get(f"/v1/jobs/{job['id']}/history")).json()["data"]
    assert history[0]["data"]["override_reason"] == "Agreed by phone"
