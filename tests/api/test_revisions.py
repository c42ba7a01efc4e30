"""Revisions, and pipelines as files, over the API."""

from typing import Any

import pytest

from tests.api.conftest import Client

TASK = {"action": "create_task", "settings": {"title": "Do it", "role_ids": ["Preparer"]}}


async def a_pipeline(owner: Client) -> Any:
    stages = [{"name": "A"}, {"name": "B", "limit": {"amount": 7}}, {"name": "C"}]
    return await owner.made("/v1/pipelines", {"name": "Returns", "stages": stages})


async def test_revisions_are_looked_at_compared_and_restored(owner: Client) -> None:
    pipeline = await a_pipeline(owner)
    path = f"/v1/pipelines/{pipeline['id']}"
    stage = pipeline["stages"][1]["id"]
    await owner.send("PATCH", f"/v1/stages/{stage}", {"limit": {"amount": 3}})
    await owner.send("DELETE", f"/v1/stages/{stage}")
    listed = (await owner.get(f"{path}/revisions")).json()["data"]
    assert [one["revision"] for one in listed] == [3, 2, 1]
    assert "snapshot" not in listed[0]
    first = (await owner.get(f"{path}/revisions/1")).json()
    assert first["snapshot"]["stages"][1]["limit"] == {"amount": 7, "unit": "days"}
    compared = (await owner.get(f"{path}/revisions/1/compare", to=2)).json()
    assert [one["text"] for one in compared["differences"]] == ["Stage “B”: time limit 7 days → 3 days."]
    assert compared["differences"][0]["object"] == {"type": "stage", "id": stage, "name": "B"}
    present = (await owner.get(f"{path}/revisions/2/compare")).json()
    assert (present["to"], present["differences"][0]["text"]) == (3, "Stage “B” was removed.")
    assert (await owner.get(f"{path}/revisions/3/compare")).json()["same"]
    answer = await owner.post(f"{path}/revisions/1/restore", {}, **{"Idempotency-Key": "once"})
    again = await owner.post(f"{path}/revisions/1/restore", {}, **{"Idempotency-Key": "once"})
    assert answer.json() == again.json()
    restored = answer.json()["pipeline"]
    assert (restored["revision"], restored["stages"][1]["id"]) == (4, stage)
    stale = await owner.post(f"{path}/revisions/2/restore", {}, **{"If-Match": '"1"'})
    assert stale.status_code == 412


async def test_restoring_asks_where_the_jobs_go(owner: Client) -> None:
    pipeline = await a_pipeline(owner)
    path = f"/v1/pipelines/{pipeline['id']}"
    added = await owner.made(f"{path}/stages", {"name": "New"})
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    body = {"pipeline_id": pipeline["id"], "account_id": account["id"], "stage_id": added["id"]}
    [job] = (await owner.made("/v1/jobs", body))["data"]
    asked = await owner.post(f"{path}/revisions/1/restore", {})
    assert (asked.status_code, asked.json()["code"]) == (409, "stage_has_jobs")
    assert asked.json()["stages"] == [{"id": added["id"], "name": "New", "jobs": 1}]
    told = {"jobs_to": {added["id"]: pipeline["stages"][2]["id"]}}
    assert (await owner.post(f"{path}/revisions/1/restore", told)).status_code == 200
    assert (await owner.get(f"/v1/jobs/{job['id']}")).json()["stage_id"] == pipeline["stages"][2]["id"]


async def test_a_pipeline_that_is_hidden_has_no_revisions(owner: Client, employee: Client) -> None:
    pipeline = await owner.made("/v1/pipelines", {"name": "Secret", "visible_to": []})
    path = f"/v1/pipelines/{pipeline['id']}"
    for hidden in ("revisions", "revisions/1", "revisions/1/compare", "export"):
        assert (await owner.get(f"{path}/{hidden}")).status_code == 200
        assert (await employee.get(f"{path}/{hidden}")).status_code == 404
    for absent in ("revisions/2", "revisions/0", "revisions/x", "revisions/2/compare"):
        assert (await owner.get(f"{path}/{absent}")).status_code == 404
    assert (await owner.get(f"{path}/revisions/1/compare", to=7)).status_code == 404
    assert (await employee.post(f"{path}/revisions/1/restore", {})).status_code == 403


async def test_a_file_goes_out_and_comes_in(owner: Client) -> None:
    await owner.made("/v1/account-roles", {"name": "Preparer"})
    installed = (await owner.post("/v1/pipeline-library/1040/install")).json()
    exported = await owner.get(f"/v1/pipelines/{installed['id']}/export")
    assert 'filename="1040 individual return.pipeline.json"' in exported.headers["content-disposition"]
    document = exported.json()
    seen = await owner.post("/v1/pipelines/import?preview=true&name=Mine", document)
    assert (seen.status_code, seen.json()["pipeline"]["name"]) == (200, "Mine")
    assert (await owner.get("/v1/pipelines", include="total")).json()["total"] == 1
    imported = await owner.made("/v1/pipelines/import", document)
    assert imported["pipeline"]["name"] == "1040 individual return (2)"
    assert (imported["notes"], imported["new_tags"]) == ([], [])
    again = (await owner.get(f"/v1/pipelines/{imported['pipeline']['id']}/export")).json()
    assert {**again, "name": document["name"]} == document


async def test_a_file_written_by_hand_may_leave_out_what_has_a_default(owner: Client) -> None:
    condition = {"kind": "account_tags", "tags": ["VIP"]}
    stage = {
        "name": "B",
        "conditions": [condition],
        "requirements": [{"kind": "tasks_done"}],
        "wip_limit": {"amount": 4},
        "automations": [{**TASK, "trigger": {"kind": "after", "amount": 2}}],
    }
    file = {
        "format": "tickmark.pipeline",
        "version": 1,
        "name": " P ",
        "stages": [{"name": "A"}, stage, {"name": "C"}],
    }
    made = (await owner.made("/v1/pipelines/import", file))["pipeline"]
    assert made["name"] == "P"
    assert made["stages"][1]["wip_limit"] == {"amount": 4, "mode": "block"}
    [tag] = (await owner.get("/v1/tags")).json()["data"]
    assert made["stages"][1]["conditions"] == [
        {"kind": "account_tags", "match": "any_of", "tags": [tag["id"]]}
    ]


FILE: dict[str, Any] = {"format": "tickmark.pipeline", "version": 1, "name": "P", "stages": [{"name": "A"}]}


def with_automation(**automation: Any) -> dict[str, Any]:
    return {**FILE, "stages": [{"name": "A"}, {"name": "B", "automations": [TASK, automation]}]}


@pytest.mark.parametrize(
    ("file", "pointer", "code"),
    [
        ({"name": "P"}, "/format", "format_unknown"),
        ({**FILE, "version": 2}, "/version", "version_unknown"),
        ({**FILE, "stages": [{"name": ""}]}, "/stages/0/name", "string_too_short"),
        ({**FILE, "stages": 7}, "/stages", "list_type"),
        ({**FILE, "more": 1}, "/more", "extra_forbidden"),
        ({**FILE, "visible_to": [""]}, "/visible_to/0", "uuid_parsing"),
        (with_automation(action="send_fax"), "/stages/1/automations/1/action", "unknown_action"),
        (
            with_automation(action="create_task", settings={"title": 3}),
            "/stages/1/automations/1/settings/title",
            "string_type",
        ),
        (
            with_automation(action="create_task", settings={"title": "T", "role_ids": [7]}),
            "/stages/1/automations/1/settings/role_ids/0",
            "uuid_type",
        ),
        (
            with_automation(
                **TASK, conditions=[{"kind": "all", "conditions": [{"kind": "custom_field", "field": "Fee"}]}]
            ),
            "/stages/1/automations/1/conditions/0/conditions/0/in",
            "in_misplaced",
        ),
        (
            with_automation(**TASK, conditions=[{"kind": "any", "conditions": []}]),
            "/stages/1/automations/1/conditions/0/conditions",
            "too_short",
        ),
        (
            with_automation(action="move_job", settings={"stage_id": "Nowhere"}),
            "/stages/1/automations/1/settings/stage_id",
            "stage_not_found",
        ),
        (
            with_automation(action="create_task", settings={"title": "[NOTHING]"}),
            "/stages/1/automations/1/settings/title",
            "unknown_shortcode",
        ),
    ],
)
async def test_a_bad_file_is_refused_with_the_place(
    owner: Client, file: object, pointer: str, code: str
) -> None:
    refused = await owner.post("/v1/pipelines/import", file)
    assert refused.status_code == 422
    assert [(one["pointer"], one["code"]) for one in refused.json()["errors"]] == [(pointer, code)]
    assert (await owner.get("/v1/pipelines")).json()["data"] == []


@pytest.mark.parametrize("body", [[], "text", 3, None])
async def test_what_is_no_document_at_all_is_refused(owner: Client, body: object) -> None:
    assert (await owner.post("/v1/pipelines/import", body)).status_code == 422


async def test_the_path_of_imports_is_never_taken_for_a_pipelines_id(owner: Client) -> None:
    for query in ("", "?name=x&preview=true"):
        for body in (None, FILE):
            refused = await owner.send("PATCH", f"/v1/pipelines/import{query}", body)
            assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
