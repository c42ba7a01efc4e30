"""A reply that a job waits for, over HTTP."""

from typing import Any
from uuid import UUID

from tests.api.conftest import Client
from tests.workers.working import with_contact

ASK: dict[str, Any] = {
    "action": "send_email",
    "settings": {"subject": "Your documents", "body": "Please.", "wait": True, "reminders": 2},
}


async def a_waiting_job(owner: Client) -> tuple[dict[str, Any], str]:
    """A job that waits for a reply, and where that is."""
    stages = [{"name": "Ask", "automove": True, "automations": [ASK]}, {"name": "Go on"}]
    pipeline = await owner.made("/v1/pipelines", {"name": "Asking", "stages": stages})
    account = await with_contact(owner.world)
    wanted = {"pipeline_id": pipeline["id"], "account_id": str(account.id)}
    [job] = (await owner.made("/v1/jobs", wanted))["data"]
    await owner.world.drain()
    [item] = (await owner.get(f"/v1/jobs/{job['id']}/items")).json()["data"]
    return job, f"/v1/jobs/{job['id']}/items/{item['id']}"


async def test_the_reply_tells_its_reminders_and_they_are_switched(owner: Client) -> None:
    job, path = await a_waiting_job(owner)
    [item] = (await owner.get(f"/v1/jobs/{job['id']}/items")).json()["data"]
    assert (item["type"], item["title"], item["action_item"]) == ("reply", "Reply: Your documents", True)
    assert (item["remind_after_days"], item["reminders_left"], item["reminders_sent"]) == (3, 2, 0)
    assert item["remind_at"].endswith("Z")
    off = await owner.send("PATCH", path, {"reminders_on": False})
    assert (off.status_code, off.json()["remind_at"], off.json()["in_present_visit"]) == (200, None, True)
    on = await owner.send("PATCH", path, {"reminders_on": True})
    assert on.json()["remind_at"] is not None
    assert (await owner.send("PATCH", path, {})).json() == on.json()
    history = (await owner.get(f"/v1/jobs/{job['id']}/history")).json()["data"]
    told = [entry["data"]["on"] for entry in history if entry["type"] == "job.item_reminders_switched"]
    assert told == [True, False]


async def test_answered_it_is_done_and_the_job_goes_on(owner: Client) -> None:
    job, path = await a_waiting_job(owner)
    answer = await owner.send("PATCH", path, {"answered": True})
    assert (answer.status_code, answer.json()["resolution"]) == (200, "answered")
    await owner.world.drain()
    assert (await owner.get(f"/v1/jobs/{job['id']}")).json()["stage"]["name"] == "Go on"
    undone = (await owner.send("PATCH", path, {"answered": False})).json()
    assert (undone["resolved_at"], undone["left_behind"]) == (None, True)


async def test_what_is_refused(owner: Client) -> None:
    job, path = await a_waiting_job(owner)
    for body in ({"answered": None}, {"answered": "yes"}, {"remind_at": None}):
        assert (await owner.send("PATCH", path, body)).status_code == 422
    task = await owner.made("/v1/tasks", {"title": "Call", "job_id": job["id"]})
    items = (await owner.get(f"/v1/jobs/{job['id']}/items")).json()["data"]
    [other] = [item["id"] for item in items if item["task_id"] == task["id"]]
    refused = await owner.send("PATCH", f"/v1/jobs/{job['id']}/items/{other}", {"answered": True})
    assert (refused.status_code, refused.json()["code"]) == (409, "not_a_reply")
    await owner.send("DELETE", path)
    assert (await owner.send("PATCH", path, {"answered": True})).status_code == 404


async def test_whoever_does_not_see_the_job_changes_nothing(owner: Client, employee: Client) -> None:
    job, path = await a_waiting_job(owner)
    assert (await employee.send("PATCH", path, {"answered": True})).status_code == 404
    async with owner.world.uow() as uow:
        [item] = await uow.items.of_visit(UUID(job["visit_id"]))
    assert item.holds


async def test_settings_of_reminders_have_bounds(owner: Client) -> None:
    for settings in ({"remind_after_days": 0}, {"reminders": 51}, {"wait": "yes"}):
        mail = {**ASK, "settings": {**ASK["settings"], **settings}}
        stages = [{"name": "Ask", "automations": [mail]}, {"name": "Go on"}]
        refused = await owner.post("/v1/pipelines", {"name": "x", "stages": stages})
        assert refused.status_code == 422
    menu = (await owner.get("/v1/automation-actions")).json()["data"]
    [entry] = [one for one in menu if one["key"] == "send_email"]
    assert entry["action_item"] == "sometimes"
    assert entry["settings_schema"]["properties"]["reminders"]["x-if"] == "wait"
