"""What is attached to a job by hand: other jobs and notes beside tasks."""

from typing import Any

import pytest

from tests.api.conftest import Client


async def two_jobs(owner: Client) -> tuple[Any, Any]:
    pipeline = await owner.made("/v1/pipelines", {"name": "P", "stages": [{"name": "A"}, {"name": "B"}]})
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    made = []
    for name in ("Return", "Books"):
        body = {"pipeline_id": pipeline["id"], "account_id": account["id"], "name": name}
        made += (await owner.made("/v1/jobs", body))["data"]
    return made[0], made[1]


async def shown(owner: Client, job: Any) -> list[tuple[str, str]]:
    items = (await owner.get(f"/v1/jobs/{job['id']}/items")).json()["data"]
    return [(item["type"], item["title"]) for item in items]


async def test_another_job_and_a_note_are_linked_unlinked_and_linked_again(owner: Client) -> None:
    job, other = await two_jobs(owner)
    path = f"/v1/jobs/{job['id']}/items"
    linked = await owner.made(path, {"job_id": other["id"]})
    assert (linked["type"], linked["title"], linked["action_item"]) == ("job", "Books", False)
    assert linked["linked_job_id"] == other["id"]
    note = await owner.made(path, {"title": "Mind", "text": "He moved."})
    assert (note["type"], note["title"], note["text"]) == ("note", "Mind", "He moved.")
    assert await shown(owner, job) == [("note", "Mind"), ("job", "Books")]
    assert (await owner.get(f"/v1/jobs/{job['id']}")).json()["items"] == {"open": 0, "total": 0}
    for item in (linked, note):
        assert (await owner.send("DELETE", f"{path}/{item['id']}")).status_code == 204
    assert await shown(owner, job) == []
    for item in (linked, note):
        again = await owner.post(f"{path}/{item['id']}/relink")
        assert (again.status_code, again.json()["title"]) == (200, item["title"])
        twice = await owner.post(f"{path}/{item['id']}/relink")
        assert twice.json()["code"] == "already_linked"
    assert len(await shown(owner, job)) == 2
    history = (await owner.get(f"/v1/jobs/{job['id']}/history")).json()["data"]
    told = [
        (entry["data"]["item_type"], entry["data"]["title"])
        for entry in history
        if entry["type"] == "job.item_linked"
    ]
    assert told == [("note", "Mind"), ("job", "")]


async def test_a_job_is_linked_once_and_not_to_itself(owner: Client) -> None:
    job, other = await two_jobs(owner)
    path = f"/v1/jobs/{job['id']}/items"
    item = await owner.made(path, {"job_id": other["id"]})
    assert (await owner.post(path, {"job_id": other["id"]})).json()["code"] == "already_linked"
    assert (await owner.post(path, {"job_id": job["id"]})).json()["code"] == "linked_to_itself"
    await owner.send("DELETE", f"{path}/{item['id']}")
    await owner.made(path, {"job_id": other["id"]})
    assert (await owner.post(f"{path}/{item['id']}/relink")).json()["code"] == "already_linked"
    of_status = {"title": "x", "scope": "status"}
    assert (await owner.post(path, of_status)).json()["code"] == "no_custom_status"


async def test_a_job_that_one_may_not_see_is_neither_linked_nor_shown(
    owner: Client, employee: Client
) -> None:
    job, hidden = await two_jobs(owner)
    access = {"member_ids": [str(employee.member.id)]}
    await owner.send("PUT", f"/v1/accounts/{job['account_id']}/access", access)
    path = f"/v1/jobs/{job['id']}/items"
    secret = await owner.made("/v1/accounts", {"name": "Secret"})
    body = {"pipeline_id": hidden["pipeline_id"], "account_id": secret["id"], "name": "Secret"}
    [theirs] = (await owner.made("/v1/jobs", body))["data"]
    assert (await employee.post(path, {"job_id": theirs["id"]})).status_code == 404
    await owner.made(path, {"job_id": theirs["id"]})
    await owner.made(path, {"job_id": hidden["id"]})
    assert await shown(employee, job) == [("job", "Books")]
    assert len(await shown(owner, job)) == 2


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "alone"},
        {"title": ""},
        {"title": "x", "job_id": "0198f3a2-6c1e-7c3b-9d44-5b1f0a7e2c10"},
        {"task_id": "0198f3a2-6c1e-7c3b-9d44-5b1f0a7e2c10", "text": "y"},
    ],
)
async def test_one_thing_is_linked_at_a_time(owner: Client, body: dict[str, str]) -> None:
    job, _ = await two_jobs(owner)
    assert (await owner.post(f"/v1/jobs/{job['id']}/items", body)).status_code == 422
