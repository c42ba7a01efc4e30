"""Many jobs in one request: each is judged as if it came alone."""

from typing import Any

from tests.api.conftest import Client


async def some_jobs(owner: Client, count: int = 4) -> tuple[list[str], list[str]]:
    stages = [{"name": "A"}, {"name": "B", "wip_limit": {"amount": 2}}, {"name": "C"}]
    pipeline = await owner.made("/v1/pipelines", {"name": "Bulk", "stages": stages})
    accounts = [(await owner.made("/v1/accounts", {"name": f"Client {n}"}))["id"] for n in range(count)]
    jobs = (await owner.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_ids": accounts}))["data"]
    return [job["id"] for job in jobs], [stage["id"] for stage in pipeline["stages"]]


def moves(jobs: list[str], stage: str) -> list[dict[str, Any]]:
    return [{"op": "move", "job_id": job, "stage_id": stage} for job in jobs]


async def test_each_outcome_is_told_and_no_limit_is_slipped_past(owner: Client) -> None:
    jobs, stages = await some_jobs(owner)
    answer = (await owner.post("/v1/jobs/bulk", {"operations": moves(jobs, stages[1])})).json()
    assert (answer["succeeded"], answer["failed"]) == (2, 2)
    assert [one["ok"] for one in answer["data"]] == [True, True, False, False]
    assert answer["data"][2]["code"] == "requirements_unmet"
    assert answer["data"][2]["unmet"][0]["code"] == "wip_limit_reached"
    assert answer["data"][0]["job"]["stage_id"] == stages[1]
    there = (await owner.get("/v1/jobs", stage_id=stages[1])).json()["data"]
    assert len(there) == 2


async def test_all_or_none(owner: Client) -> None:
    jobs, stages = await some_jobs(owner)
    body = {"operations": moves(jobs, stages[1]), "atomic": True}
    refused = await owner.post("/v1/jobs/bulk", body)
    assert (refused.status_code, refused.json()["code"]) == (409, "bulk_refused")
    assert (refused.json()["operation"], refused.json()["refused"]["code"]) == (2, "requirements_unmet")
    assert (await owner.get("/v1/jobs", stage_id=stages[1])).json()["data"] == []
    done = await owner.post("/v1/jobs/bulk", {**body, "operations": moves(jobs[:2], stages[1])})
    assert done.json()["succeeded"] == 2


async def test_status_and_fields_are_set_and_the_same_key_does_it_once(owner: Client) -> None:
    [job, other, *_], _ = await some_jobs(owner)
    body = {
        "operations": [
            {
                "op": "update",
                "job_id": job,
                "values": {"priority": "high", "period": {"unit": "year", "start": "2026-05-01"}},
            },
            {"op": "status", "job_id": job, "status": "completed"},
            {"op": "status", "job_id": other, "status": "custom"},
            {"op": "update", "job_id": "0198f3a2-6c1e-7c3b-9d44-5b1f0a7e2c10", "values": {"name": "x"}},
        ]
    }
    key = {"Idempotency-Key": "bulk-1"}
    answer = await owner.post("/v1/jobs/bulk", body, **key)
    assert [one["code"] for one in answer.json()["data"]] == [None, None, "invalid", "job_not_found"]
    again = await owner.post("/v1/jobs/bulk", body, **key)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.json() == answer.json()
    now = (await owner.get(f"/v1/jobs/{job}")).json()
    assert (now["priority"], now["status"]) == ("high", "completed")
    assert now["period"] == {"unit": "year", "start": "2026-01-01"}


async def test_nonsense_is_refused_before_anything_is_done(owner: Client) -> None:
    [job, *_], _ = await some_jobs(owner, 1)
    for operations in (
        [],
        [{"op": "fly", "job_id": job}],
        [{"op": "status", "job_id": job}],
        [{"op": "move", "job_id": job}],
    ):
        assert (await owner.post("/v1/jobs/bulk", {"operations": operations})).status_code == 422


async def test_what_one_does_not_see_is_not_there_in_bulk_either(owner: Client, employee: Client) -> None:
    [job, *_], stages = await some_jobs(owner, 1)
    answer = (await employee.post("/v1/jobs/bulk", {"operations": moves([job], stages[2])})).json()
    assert [one["code"] for one in answer["data"]] == ["job_not_found"]


async def test_tags_are_put_on_the_accounts_and_taken_off(owner: Client) -> None:
    jobs, _ = await some_jobs(owner, 2)
    vip = await owner.made("/v1/tags", {"name": "VIP"})
    put = [{"op": "tags", "job_id": job, "add": [vip["id"], "Extension"]} for job in jobs]
    assert (await owner.post("/v1/jobs/bulk", {"operations": put})).json()["succeeded"] == 2
    off = {"op": "tags", "job_id": jobs[0], "add": [], "remove": ["vip", "Nobody knows this one"]}
    assert (await owner.post("/v1/jobs/bulk", {"operations": [off]})).json()["succeeded"] == 1
    known = {tag["name"] for tag in (await owner.get("/v1/tags")).json()["data"]}
    assert {"VIP", "Extension"} <= known
    assert "Nobody knows this one" not in known
    tagged = []
    for job in jobs:
        account = (await owner.get(f"/v1/jobs/{job}")).json()["account_id"]
        tagged.append({tag["name"] for tag in (await owner.get(f"/v1/accounts/{account}")).json()["tags"]})
    assert tagged == [{"Extension"}, {"VIP", "Extension"}]
    nothing = {"operations": [{"op": "tags", "job_id": jobs[0]}]}
    assert (await owner.post("/v1/jobs/bulk", nothing)).status_code == 422


async def test_tags_of_accounts_that_one_may_not_change_stay(owner: Client, employee: Client) -> None:
    [job], _ = await some_jobs(owner, 1)
    account = (await owner.get(f"/v1/jobs/{job}")).json()["account_id"]
    me = (await employee.get("/v1/me")).json()["member"]["id"]
    tag = {"operations": [{"op": "tags", "job_id": job, "add": ["VIP"]}]}
    unseen = (await employee.post("/v1/jobs/bulk", tag)).json()["data"][0]
    await owner.send("PUT", f"/v1/accounts/{account}/access", {"member_ids": [me]})
    refused = (await employee.post("/v1/jobs/bulk", tag)).json()["data"][0]
    assert (unseen["code"], refused["code"]) == ("job_not_found", "permission_missing")
    assert (await owner.get(f"/v1/accounts/{account}")).json()["tags"] == []
