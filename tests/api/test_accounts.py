"""Accounts, contacts, tags and roles over the API."""

from typing import Any

import pytest

from tests.api.conftest import Client


async def an_account(owner: Client, **more: object) -> Any:
    return await owner.made("/v1/accounts", {"name": "Rossi", **more})


async def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_an_account_is_changed_by_what_is_sent_alone(owner: Client) -> None:
    account = await an_account(owner, number="R1", notes="old")
    path = f"/v1/accounts/{account['id']}"
    changed = (await owner.send("PATCH", path, {"type": "company", "notes": "new"})).json()
    assert (changed["name"], changed["type"], changed["number"], changed["notes"]) == (
        "Rossi",
        "company",
        "R1",
        "new",
    )
    same = (await owner.send("PATCH", path, {"notes": "new"})).json()
    assert same["version"] == changed["version"]
    stale = await owner.send("PATCH", path, {"notes": "late"}, **{"If-Match": '"1"'})
    assert await code(stale) == (412, "stale_version")
    nonsense = await owner.send("PATCH", path, {"notes": "late"}, **{"If-Match": "abc"})
    assert nonsense.status_code == 412
    anything = await owner.send("PATCH", path, {"notes": "any"}, **{"If-Match": "*"})
    assert anything.status_code == 200


async def test_two_accounts_cannot_have_one_number(owner: Client) -> None:
    await an_account(owner, number="R1")
    taken = await owner.post("/v1/accounts", {"name": "Bianchi", "number": "R1"})
    assert await code(taken) == (409, "number_taken")


async def test_archive_and_restore_once_each(owner: Client) -> None:
    account = await an_account(owner)
    path = f"/v1/accounts/{account['id']}"
    first = (await owner.post(f"{path}/archive")).json()
    again = (await owner.post(f"{path}/archive")).json()
    assert (first["status"], again["version"]) == ("archived", first["version"])
    pipeline = await owner.made("/v1/pipelines", {"name": "P", "stages": [{"name": "A"}]})
    refused = await owner.post("/v1/jobs", {"pipeline_id": pipeline["id"], "account_id": account["id"]})
    assert await code(refused) == (409, "account_is_archived")
    assert (await owner.post(f"{path}/restore")).json()["status"] == "active"


async def test_tags_by_name_are_made_when_missing_and_found_in_any_case(owner: Client) -> None:
    account = await an_account(owner, tags=["VIP", "vip"])
    assert [tag["name"] for tag in account["tags"]] == ["VIP"]
    path = f"/v1/accounts/{account['id']}/tags"
    tagged = (await owner.send("PUT", path, {"tags": ["Extension", account["tags"][0]["id"]]})).json()
    assert [tag["name"] for tag in tagged["tags"]] == ["Extension", "VIP"]
    same = (await owner.send("PUT", path, {"tags": ["vip", "EXTENSION"]})).json()
    assert same["version"] == tagged["version"]
    assert (await owner.send("PUT", path, {"tags": []})).json()["tags"] == []


async def test_a_tag_that_a_pipeline_names_stays(owner: Client) -> None:
    tag = await owner.made("/v1/tags", {"name": "Extension", "color": "teal"})
    account = await an_account(owner, tags=["Extension"])
    stages = [
        {"name": "A"},
        {"name": "B", "conditions": [{"kind": "account_tags", "match": "all_of", "tags": ["extension"]}]},
        {"name": "C"},
    ]
    pipeline = await owner.made("/v1/pipelines", {"name": "Returns", "stages": stages})
    used = await owner.send("DELETE", f"/v1/tags/{tag['id']}")
    assert (used.status_code, used.json()["pipelines"]) == (409, ["Returns"])
    stage = pipeline["stages"][1]["id"]
    await owner.send("PATCH", f"/v1/stages/{stage}", {"conditions": []})
    assert (await owner.send("DELETE", f"/v1/tags/{tag['id']}")).status_code == 204
    assert (await owner.get(f"/v1/accounts/{account['id']}")).json()["tags"] == []


async def test_a_role_that_pipelines_or_schedules_name_stays(owner: Client) -> None:
    role = await owner.made("/v1/account-roles", {"name": "Preparer"})
    path = f"/v1/account-roles/{role['id']}"
    task = {"action": "create_task", "settings": {"title": "T", "role_ids": [role["id"]]}}
    stages = [{"name": "A", "automations": [task]}, {"name": "B"}]
    pipeline = await owner.made("/v1/pipelines", {"name": "Returns", "stages": stages})
    account = await an_account(owner)
    schedule = {
        "pipeline_id": pipeline["id"],
        "account_ids": [account["id"]],
        "rule": "FREQ=MONTHLY",
        "starts_on": "2030-01-01",
        "template": {"role_ids": [role["id"]]},
    }
    [recurrence] = (await owner.made("/v1/recurrences", schedule))["data"]
    used = await owner.send("DELETE", path)
    assert (used.status_code, used.json()["code"]) == (409, "role_in_use")
    assert (used.json()["pipelines"], used.json()["schedules_of"]) == (["Returns"], [account["name"]])
    stage = f"/v1/stages/{pipeline['stages'][0]['id']}"
    await owner.send("PUT", f"{stage}/automations", {"automations": []})
    used = await owner.send("DELETE", path)
    assert (used.json()["pipelines"], used.json()["schedules_of"]) == ([], [account["name"]])
    led_to = await owner.send("DELETE", f"/v1/pipelines/{pipeline['id']}")
    assert (led_to.json()["code"], led_to.json()["schedules_of"]) == ("pipeline_in_use", [account["name"]])
    assert (await owner.send("DELETE", f"/v1/recurrences/{recurrence['id']}")).status_code == 204
    assert (await owner.send("DELETE", path)).status_code == 204
    assert (await owner.send("DELETE", f"/v1/pipelines/{pipeline['id']}")).status_code == 204


async def test_a_role_in_a_suggested_schedule_stays(owner: Client) -> None:
    role = await owner.made("/v1/account-roles", {"name": "Preparer"})
    settings = {"schedule": {"rule": "FREQ=MONTHLY", "role_ids": [role["id"]]}}
    await owner.made("/v1/pipelines", {"name": "Payroll", "settings": settings})
    used = await owner.send("DELETE", f"/v1/account-roles/{role['id']}")
    assert (used.json()["code"], used.json()["pipelines"]) == ("role_in_use", ["Payroll"])


async def test_tags_and_roles_are_renamed_and_their_names_are_one_of_a_kind(owner: Client) -> None:
    tag = await owner.made("/v1/tags", {"name": "VIP"})
    assert (await owner.send("PATCH", f"/v1/tags/{tag['id']}", {"color": "pink"})).json()["name"] == "VIP"
    assert await code(await owner.post("/v1/tags", {"name": "vip"})) == (409, "tag_name_taken")
    role = await owner.made("/v1/account-roles", {"name": "Preparer"})
    renamed = await owner.send("PATCH", f"/v1/account-roles/{role['id']}", {"name": "Reviewer"})
    assert renamed.json()["name"] == "Reviewer"
    assert [one["name"] for one in (await owner.get("/v1/account-roles")).json()["data"]] == ["Reviewer"]
    assert (await owner.send("DELETE", f"/v1/account-roles/{role['id']}")).status_code == 204


async def test_a_role_decides_who_gets_the_task(owner: Client) -> None:
    role = await owner.made("/v1/account-roles", {"name": "Preparer"})
    account = await an_account(owner)
    mine = {"roles": [{"role_id": role["id"], "member_ids": [str(owner.member.id)]}]}
    path = f"/v1/accounts/{account['id']}/roles"
    with_role = (await owner.send("PUT", path, mine)).json()
    assert with_role["roles"] == mine["roles"]
    assert (await owner.send("PUT", path, mine)).json()["version"] == with_role["version"]
    automations = [
        {
            "action": "create_task",
            "settings": {"title": "Prepare", "role_ids": [role["id"]], "due_in_days": 3},
        }
    ]
    pipeline = await owner.made(
        "/v1/pipelines", {"name": "P", "stages": [{"name": "A", "automations": automations}]}
    )
    body = {"pipeline_id": pipeline["id"], "account_id": account["id"], "role_ids": [role["id"]]}
    [job] = (await owner.made("/v1/jobs", body))["data"]
    assert job["assignee_ids"] == [str(owner.member.id)]
    await owner.world.drain()
    [task] = (await owner.get("/v1/tasks", job_id=job["id"])).json()["data"]
    assert task["assignee_ids"] == [str(owner.member.id)]
    assert task["due_date"] is not None


async def test_contacts_have_their_part_in_accounts(owner: Client) -> None:
    account = await an_account(owner)
    contact = await owner.made("/v1/contacts", {"first_name": "Rita", "emails": ["rita@client.example"]})
    path = f"/v1/contacts/{contact['id']}"
    changed = (await owner.send("PATCH", path, {"phone": "555"})).json()
    assert changed["phone"] == "555"
    assert (await owner.send("PATCH", path, {"phone": "555"})).json()["version"] == changed["version"]
    assert (await owner.send("PATCH", path, {"phone": "1"}, **{"If-Match": '"1"'})).status_code == 412
    links = f"/v1/accounts/{account['id']}/contacts"
    await owner.made(links, {"contact_id": contact["id"], "signatory": True})
    linked = await owner.made(links, {"contact_id": contact["id"], "portal": True})
    [part] = linked["contacts"]
    assert (part["portal"], part["signatory"], part["first_name"]) == (True, False, "Rita")
    assert (await owner.get(path)).json()["accounts"][0]["name"] == "Rossi"
    assert (await owner.get("/v1/contacts", q="rita@")).json()["data"][0]["id"] == contact["id"]
    assert (await owner.send("DELETE", f"{links}/{contact['id']}")).status_code == 204
    assert (await owner.send("DELETE", f"{links}/{contact['id']}")).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "", {"name": "Mine"}),
        ("PUT", "/tags", {"tags": []}),
        ("PUT", "/access", {"member_ids": []}),
        ("POST", "/archive", None),
    ],
)
async def test_an_employee_with_the_permission_still_sees_only_their_accounts(
    owner: Client, employee: Client, method: str, path: str, body: object
) -> None:
    account = await an_account(owner)
    permissions = {"permissions": ["manage_accounts", "manage_tags", "assign_members"]}
    assert (await owner.send("PATCH", f"/v1/members/{employee.member.id}", permissions)).status_code == 200
    answer = await employee.send(method, f"/v1/accounts/{account['id']}{path}", body)
    assert answer.status_code == 404


async def test_an_employee_who_makes_an_account_sees_it(owner: Client, employee: Client) -> None:
    await owner.send("PATCH", f"/v1/members/{employee.member.id}", {"permissions": ["manage_accounts"]})
    account = await an_account(employee)
    assert (await employee.get(f"/v1/accounts/{account['id']}")).status_code == 200
    unknown_tag = await employee.post("/v1/accounts", {"name": "Other", "tags": ["New"]})
    assert unknown_tag.json()["permission"] == "manage_tags"


async def test_the_jobs_of_an_account(owner: Client) -> None:
    account = await an_account(owner)
    pipeline = await owner.made("/v1/pipelines", {"name": "P", "stages": [{"name": "A"}]})
    await owner.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_id": account["id"]})
    [job] = (await owner.get(f"/v1/accounts/{account['id']}/jobs")).json()["data"]
    assert (job["stage"]["name"], job["pipeline"]["name"]) == ("A", "P")
