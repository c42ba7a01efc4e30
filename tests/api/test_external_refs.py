"""The id of a thing in another system is that thing's alone, and finds it."""

import asyncio
from typing import Any

import pytest

from tests.api.conftest import Client

QUICKBOOKS = {"system": "quickbooks", "id": "42", "url": "https://books.example/42"}


async def places(owner: Client) -> tuple[dict[str, Any], dict[str, Any]]:
    pipeline = await owner.made("/v1/pipelines", {"name": "P", "stages": [{"name": "A"}, {"name": "B"}]})
    return pipeline, await owner.made("/v1/accounts", {"name": "Rossi"})


async def test_an_account_is_made_once_and_changed_after(owner: Client) -> None:
    path = "/v1/accounts/by-ref/quickbooks/42"
    body = {"name": "Rossi", "type": "company", "tags": ["VIP"], "url": QUICKBOOKS["url"]}
    made = await owner.send("PUT", path, body)
    assert (made.status_code, made.json()["external_refs"]) == (201, [QUICKBOOKS])
    again = await owner.send("PUT", path, body)
    assert (again.status_code, again.json()["id"]) == (200, made.json()["id"])
    assert again.json()["version"] == made.json()["version"]
    assert again.headers["etag"] == made.headers["etag"]
    changed = (await owner.send("PUT", path, {"name": "Rossi & Co", "notes": "Moved"})).json()
    assert (changed["id"], changed["name"], changed["notes"]) == (made.json()["id"], "Rossi & Co", "Moved")
    assert (changed["type"], [tag["name"] for tag in changed["tags"]]) == ("company", ["VIP"])
    assert changed["external_refs"] == [QUICKBOOKS]
    bare = (await owner.send("PUT", path, {"name": "Rossi & Co", "tags": [], "url": ""})).json()
    assert (bare["tags"], bare["external_refs"][0]["url"]) == ([], "")
    assert len((await owner.get("/v1/accounts")).json()["data"]) == 1
    crm = {"system": "crm", "id": "1", "url": ""}
    await owner.send("PATCH", f"/v1/accounts/{bare['id']}", {"external_refs": [crm, QUICKBOOKS]})
    both = (await owner.send("PUT", path, {"name": "Rossi & Co", "url": "https://b.example"})).json()
    assert both["external_refs"] == [crm, {**QUICKBOOKS, "url": "https://b.example"}]
    xero = await owner.send("PUT", "/v1/accounts/by-ref/xero/42", {"name": "Another"})
    assert (xero.status_code, xero.json()["id"] == changed["id"]) == (201, False)


async def test_a_job_is_made_once_and_changed_after_where_it_is(owner: Client) -> None:
    pipeline, account = await places(owner)
    path, second = "/v1/jobs/by-ref/crm/7", pipeline["stages"][1]["id"]
    body = {"pipeline_id": pipeline["id"], "account_id": account["id"], "stage_id": second, "name": "Return"}
    made = await owner.send("PUT", path, body)
    job = made.json()
    assert (made.status_code, job["name"], job["stage_id"]) == (201, "Return", second)
    await owner.post(f"/v1/jobs/{job['id']}/move", {"stage_id": pipeline["stages"][0]["id"]})
    where = {**body, "name": None, "due_date": "2030-04-15", "priority": "high"}
    changed = await owner.send("PUT", path, where)
    assert changed.status_code == 200
    assert (changed.json()["id"], changed.json()["name"]) == (job["id"], "Return")
    assert (changed.json()["stage_id"], changed.json()["due_date"]) == (
        pipeline["stages"][0]["id"],
        "2030-04-15",
    )
    assert changed.json()["external_refs"] == [{"system": "crm", "id": "7", "url": ""}]
    assert (await owner.send("PUT", path, where)).json()["version"] == changed.json()["version"]
    other = await owner.made("/v1/accounts", {"name": "Bianchi"})
    refused = await owner.send("PUT", path, {**body, "account_id": other["id"], "name": "Stolen"})
    assert (refused.status_code, refused.json()["code"]) == (409, "account_differs")
    assert (await owner.get(f"/v1/jobs/{job['id']}")).json()["name"] == "Return"


async def test_the_second_that_takes_an_id_is_refused(owner: Client) -> None:
    pipeline, first = await places(owner)
    path = f"/v1/accounts/{first['id']}"
    await owner.send("PATCH", path, {"external_refs": [QUICKBOOKS]})
    taken = await owner.post("/v1/accounts", {"name": "Second", "external_refs": [QUICKBOOKS]})
    assert (taken.status_code, taken.json()["code"]) == (409, "external_ref_taken")
    second = await owner.made("/v1/accounts", {"name": "Second"})
    taken = await owner.send("PATCH", f"/v1/accounts/{second['id']}", {"external_refs": [QUICKBOOKS]})
    assert (taken.status_code, taken.json()["code"]) == (409, "external_ref_taken")
    await owner.send("PATCH", path, {"external_refs": [{**QUICKBOOKS, "id": "43"}]})
    free = await owner.send("PATCH", f"/v1/accounts/{second['id']}", {"external_refs": [QUICKBOOKS]})
    assert free.json()["external_refs"] == [QUICKBOOKS]
    new = {"pipeline_id": pipeline["id"], "external_refs": [QUICKBOOKS]}  # of a job: another kind of thing
    [job] = (await owner.made("/v1/jobs", {**new, "account_id": first["id"]}))["data"]
    for body in (
        {**new, "account_id": second["id"]},
        {**new, "account_ids": [first["id"], second["id"]], "external_refs": [{"system": "crm", "id": "1"}]},
    ):
        assert (await owner.post("/v1/jobs", body)).json()["code"] == "external_ref_taken"
    body = {"pipeline_id": pipeline["id"], "account_id": first["id"]}
    [another] = (await owner.made("/v1/jobs", body))["data"]
    refs = {"external_refs": [QUICKBOOKS]}
    assert (await owner.send("PATCH", f"/v1/jobs/{another['id']}", refs)).status_code == 409
    assert (await owner.send("PATCH", f"/v1/jobs/{job['id']}", refs)).status_code == 200
    assert (await owner.send("PATCH", f"/v1/jobs/{job['id']}", {"external_refs": []})).status_code == 200
    assert (await owner.send("PATCH", f"/v1/jobs/{another['id']}", refs)).status_code == 200


async def test_an_id_that_is_said_twice_is_refused_with_its_place(owner: Client) -> None:
    twice = [QUICKBOOKS, {**QUICKBOOKS, "url": ""}]
    [fault] = (await owner.post("/v1/accounts", {"name": "x", "external_refs": twice})).json()["errors"]
    assert (fault["pointer"], fault["code"]) == ("/external_refs/1", "external_ref_twice")


async def test_many_at_the_same_moment_make_one(owner: Client) -> None:
    path = "/v1/accounts/by-ref/quickbooks/99"
    answers = await asyncio.gather(*(owner.send("PUT", path, {"name": "Rossi"}) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert len({answer.json()["id"] for answer in answers}) == 1


async def test_what_one_may_not_see_is_not_changed(owner: Client, employee: Client) -> None:
    pipeline, account = await places(owner)
    await owner.send("PUT", "/v1/accounts/by-ref/quickbooks/1", {"name": "Secret"})
    body = {"pipeline_id": pipeline["id"], "account_id": account["id"], "name": "Secret"}
    await owner.send("PUT", "/v1/jobs/by-ref/crm/1", body)
    hidden = await employee.send("PUT", "/v1/accounts/by-ref/quickbooks/1", {"name": "Mine"})
    assert hidden.status_code in (403, 404)
    assert (await employee.send("PUT", "/v1/jobs/by-ref/crm/1", body)).status_code == 404


@pytest.mark.parametrize("kind", ["accounts", "jobs"])
async def test_an_unknown_field_is_refused(owner: Client, kind: str) -> None:
    assert (await owner.send("PUT", f"/v1/{kind}/by-ref/x/1", {"nonsense": 1})).status_code == 422
