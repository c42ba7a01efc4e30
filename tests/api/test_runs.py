"""The run log: filtered, opened, and repaired one by one or many at once."""

from typing import Any

from persistence.ids import new_id
from tests.api.conftest import Client
from tests.workers.working import Working

MAIL = {"action": "send_email", "settings": {"subject": "Hello", "body": "We begin."}}
TASK = {"action": "create_task", "settings": {"title": "Look at it"}}


async def failing(owner: Client, count: int = 3) -> tuple[Any, list[str]]:
    """Jobs whose mail fails: their accounts have nobody to write to."""
    stages = [{"name": "A", "automations": [MAIL, TASK]}, {"name": "B"}, {"name": "C"}]
    pipeline = await owner.made("/v1/pipelines", {"name": "Mail", "stages": stages})
    accounts = [(await owner.made("/v1/accounts", {"name": f"Client {n}"}))["id"] for n in range(count)]
    jobs = await owner.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_ids": accounts})
    await owner.world.drain()
    return pipeline, [job["id"] for job in jobs["data"]]


async def runs(owner: Client, **query: Any) -> list[Any]:
    answer = await owner.get("/v1/runs", **query)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["data"])


async def mend(owner: Client, jobs: list[str]) -> None:
    """Give each job's account somebody to write to."""
    for number, job in enumerate(jobs):
        account = (await owner.get(f"/v1/jobs/{job}")).json()["account_id"]
        person = {"first_name": "Ada", "emails": [f"ada{number}@client.example"]}
        contact = await owner.made("/v1/contacts", person)
        await owner.made(f"/v1/accounts/{account}/contacts", {"contact_id": contact["id"]})


async def test_each_filter_finds_what_it_names(owner: Client) -> None:
    pipeline, jobs = await failing(owner)
    mail, task = pipeline["stages"][0]["automations"]
    await failing(owner, 1)
    assert len(await runs(owner)) == 8
    of_pipeline = {"pipeline_id": pipeline["id"]}
    for query, count in (
        ({"state": "failed"}, 4),
        (of_pipeline, 6),
        ({"stage_id": pipeline["stages"][0]["id"]}, 6),
        ({"stage_id": pipeline["stages"][1]["id"]}, 0),
        ({"automation_id": mail["id"]}, 3),
        ({"automation_id": task["id"], "state": "failed"}, 0),
        ({"action": "create_task"}, 4),
        ({"job_id": jobs[0]}, 2),
        ({"retryable": "true", **of_pipeline}, 3),
        ({"created_at[gte]": "2020-01-01T00:00:00Z"}, 8),
        ({"created_at[lt]": "2020-01-01T00:00:00Z"}, 0),
    ):
        assert len(await runs(owner, **query)) == count, query
    first = (await owner.get("/v1/runs", limit=5, state="failed")).json()
    assert (len(first["data"]), first["has_more"]) == (4, False)
    assert (await owner.get("/v1/runs", state="odd")).status_code == 422
    assert (await owner.get("/v1/runs", retryable="maybe")).status_code == 422


async def test_a_run_tells_its_cause(owner: Client) -> None:
    _, [job] = await failing(owner, 1)
    [run] = await runs(owner, state="failed")
    opened = (await owner.get(f"/v1/runs/{run['id']}")).json()
    cause = opened["cause"]
    assert (cause["event"]["type"], cause["event"]["actor"]["name"]) == ("job.created", "Olive Owner")
    assert (cause["root"]["id"], cause["depth"]) == (cause["event"]["id"], 0)
    assert opened["error"]["code"] == "no_recipients"
    assert (opened["job_id"], opened["retryable"], opened["not_retryable"]) == (job, True, None)
    assert (await owner.get(f"/v1/runs/{new_id()}")).status_code == 404


async def test_many_are_tried_again_and_each_outcome_is_told(owner: Client, working: Working) -> None:
    pipeline, jobs = await failing(owner)
    await mend(owner, jobs[:2])
    await owner.post(f"/v1/jobs/{jobs[2]}/move", {"stage_id": pipeline["stages"][1]["id"]})
    await owner.world.drain()
    by_job = {run["job_id"]: run["id"] for run in await runs(owner, state="failed")}
    [done] = await runs(owner, job_id=jobs[0], action="create_task")
    foreign = str(new_id())
    wanted = [by_job[jobs[0]], by_job[jobs[1]], by_job[jobs[2]], done["id"], foreign]
    answer = await owner.post("/v1/runs/retry", {"run_ids": wanted}, **{"Idempotency-Key": "again"})
    assert answer.status_code == 202
    told = answer.json()
    assert [one["run_id"] for one in told["data"]] == wanted
    codes = [None, None, "job_has_moved_on", "run_is_not_failed", "run_not_found"]
    assert [one["code"] for one in told["data"]] == codes
    assert told["data"][2]["detail"] == "The job has left the stage or status of this run."
    assert (told["retried"], told["refused"], told["more"]) == (2, 3, False)
    again = await owner.post("/v1/runs/retry", {"run_ids": wanted}, **{"Idempotency-Key": "again"})
    assert again.json() == told
    assert (
        len(await working.pending(owner.world)) == 2
    )  # an event for each job: the workers share them fairly
    await owner.world.drain()
    await working.deliver_all(owner.world)
    assert len(working.mails.sent) == 2
    assert [run["state"] for run in await runs(owner, action="send_email", job_id=jobs[0])] == ["succeeded"]
    [left] = await runs(owner, state="failed")
    assert (left["id"], left["not_retryable"]) == (by_job[jobs[2]], "job_has_moved_on")


async def test_what_a_filter_finds_is_tried_again_if_it_can_be(owner: Client) -> None:
    pipeline, jobs = await failing(owner)
    await failing(owner, 1)
    await owner.post(f"/v1/jobs/{jobs[0]}/move", {"stage_id": pipeline["stages"][1]["id"]})
    await owner.send("PATCH", f"/v1/jobs/{jobs[1]}", {"name": "Other"})
    body = {"filter": {"pipeline_id": pipeline["id"], "created_at[gte]": "2020-01-01T00:00:00Z"}}
    told = (await owner.post("/v1/runs/retry", body)).json()
    assert (told["retried"], told["refused"], told["more"]) == (2, 0, False)
    assert (await owner.post("/v1/runs/retry", body)).json()["data"] == []
    both = {**body, "run_ids": [str(new_id())]}
    assert (await owner.post("/v1/runs/retry", both)).status_code == 422
    assert (await owner.post("/v1/runs/retry", {})).status_code == 422
    too_many = {"run_ids": [str(new_id()) for _ in range(501)]}
    assert (await owner.post("/v1/runs/retry", too_many)).status_code == 422


async def test_an_archived_job_is_reopened_first(owner: Client) -> None:
    _, [job] = await failing(owner, 1)
    await owner.post(f"/v1/jobs/{job}/status", {"status": "archived"})
    [run] = await runs(owner, state="failed")
    assert (run["retryable"], run["not_retryable"]) == (False, "job_is_archived")
    refused = await owner.post(f"/v1/runs/{run['id']}/retry")
    assert (refused.status_code, refused.json()["code"]) == (409, "job_is_archived")


async def test_what_one_may_not_see_is_not_there_to_be_tried(owner: Client, employee: Client) -> None:
    await failing(owner, 1)
    [run] = await runs(owner, state="failed")
    assert (await employee.get(f"/v1/runs/{run['id']}")).status_code == 404
    told = (await employee.post("/v1/runs/retry", {"run_ids": [run["id"]]})).json()
    assert told["data"][0]["code"] == "run_not_found"
    assert (await employee.post(f"/v1/runs/{run['id']}/retry")).json()["code"] == "run_not_found"
    assert (await employee.post("/v1/runs/retry", {"filter": {}})).json()["data"] == []


async def test_a_retry_that_comes_too_late_fails_again_and_says_why(owner: Client) -> None:
    pipeline, [job] = await failing(owner, 1)
    await mend(owner, [job])
    [run] = await runs(owner, state="failed")
    assert (await owner.post(f"/v1/runs/{run['id']}/retry")).status_code == 202
    await owner.post(f"/v1/jobs/{job}/move", {"stage_id": pipeline["stages"][1]["id"]})
    await owner.world.drain()
    [after] = await runs(owner, action="send_email")
    assert (after["state"], after["error"]["code"]) == ("failed", "job_has_moved_on")


async def test_an_unlinked_task_is_linked_again_where_it_was(owner: Client) -> None:
    _, [job] = await failing(owner, 1)
    [item] = (await owner.get(f"/v1/jobs/{job}/items")).json()["data"]
    path = f"/v1/jobs/{job}/items/{item['id']}"
    twice = await owner.post(f"{path}/relink")
    assert (twice.status_code, twice.json()["code"]) == (409, "already_linked")
    assert (await owner.send("DELETE", path)).status_code == 204
    assert (await owner.get(f"/v1/jobs/{job}/items")).json()["data"] == []
    back = (await owner.post(f"{path}/relink")).json()
    assert (back["id"], back["visit_id"], back["unlinked_at"]) == (item["id"], item["visit_id"], None)
    assert (await owner.post(f"/v1/jobs/{job}/items/{new_id()}/relink")).status_code == 404
    _, [other] = await failing(owner, 1)
    assert (await owner.post(f"/v1/jobs/{other}/items/{item['id']}/relink")).status_code == 404


async def test_a_note_is_unlinked_and_linked_again(owner: Client) -> None:
    note = {"action": "link_note", "settings": {"title": "How to", "text": "Look twice."}}
    stages = [{"name": "A", "automations": [note]}, {"name": "B"}]
    pipeline = await owner.made("/v1/pipelines", {"name": "Notes", "stages": stages})
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    made = await owner.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_id": account["id"]})
    job = made["data"][0]["id"]
    await owner.world.drain()
    [item] = (await owner.get(f"/v1/jobs/{job}/items")).json()["data"]
    path = f"/v1/jobs/{job}/items/{item['id']}"
    await owner.send("DELETE", path)
    back = (await owner.post(f"{path}/relink")).json()
    assert (back["title"], back["text"], back["task_id"]) == ("How to", "Look twice.", None)


async def test_a_run_whose_automation_was_removed_fails_and_says_so(owner: Client) -> None:
    pipeline, _ = await failing(owner, 1)
    [run] = await runs(owner, state="failed")
    path = f"/v1/stages/{pipeline['stages'][0]['id']}/automations"
    assert (await owner.send("PUT", path, {"automations": []})).status_code == 200
    assert (await owner.post(f"/v1/runs/{run['id']}/retry")).status_code == 202
    await owner.world.drain()
    assert (await owner.get(f"/v1/runs/{run['id']}")).json()["error"]["code"] == "automation_not_found"


async def test_nobody_links_a_task_that_they_may_not_see(owner: Client, employee: Client) -> None:
    _, [hidden] = await failing(owner, 1)
    _, [open_to_all] = await failing(owner, 1)
    account = (await owner.get(f"/v1/jobs/{open_to_all}")).json()["account_id"]
    access = {"member_ids": [str(employee.member.id)]}
    await owner.send("PUT", f"/v1/accounts/{account}/access", access)
    [task] = (await owner.get("/v1/tasks", job_id=hidden)).json()["data"]
    refused = await employee.post(f"/v1/jobs/{open_to_all}/items", {"task_id": task["id"]})
    assert refused.status_code == 404
