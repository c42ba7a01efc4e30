"""Conditions on custom fields and groups of conditions, from the request to the run log."""

from typing import Any
from uuid import uuid4

import pytest

from tests.api.conftest import Client


async def fields_of(owner: Client) -> dict[str, str]:
    made = {}
    for name, more in (
        ("Tax class", {"type": "choice", "options": ["S corporation", "Partnership"]}),
        ("Staff", {"type": "number"}),
        ("Note", {"type": "text"}),
    ):
        made[name] = (await owner.made("/v1/custom-fields", {"name": name, **more}))["id"]
    return made


def with_conditions(*conditions: Any, name: str = "1120") -> dict[str, Any]:
    task = {"action": "create_task", "settings": {"title": "File"}, "conditions": list(conditions)}
    return {"name": name, "stages": [{"name": "A", "automations": [task]}, {"name": "B"}]}


LOW = {"kind": "priority", "in": ["low"]}


async def test_groups_and_fields_are_judged_at_the_turn_and_the_log_explains_them(owner: Client) -> None:
    ids = await fields_of(owner)
    wanted = {
        "kind": "any",
        "conditions": [
            {"kind": "account_tags", "match": "any_of", "tags": ["VIP"]},
            {
                "kind": "all",
                "conditions": [
                    {"kind": "custom_field", "field": "tax CLASS", "in": ["S corporation"]},
                    {"kind": "custom_field", "field": ids["Staff"], "match": "greater_than", "than": 10},
                ],
            },
        ],
    }
    await owner.made("/v1/tags", {"name": "VIP"})
    pipeline = await owner.made("/v1/pipelines", with_conditions(wanted))
    [kept] = pipeline["stages"][0]["automations"][0]["conditions"]
    assert kept["conditions"][1]["conditions"][0] == {
        "kind": "custom_field",
        "field": ids["Tax class"],
        "match": "one_of",
        "in": ["S corporation"],
    }
    again = {"automations": pipeline["stages"][0]["automations"]}
    saved = await owner.send("PUT", f"/v1/stages/{pipeline['stages'][0]['id']}/automations", again)
    assert saved.status_code == 200, saved.text
    values = {ids["Tax class"]: "S corporation", ids["Staff"]: 12}
    jobs = []
    for fields in (values, {**values, ids["Staff"]: 10}):
        account = await owner.made("/v1/accounts", {"name": "Acme", "custom_fields": fields})
        body = {"pipeline_id": pipeline["id"], "account_id": account["id"]}
        jobs += (await owner.made("/v1/jobs", body))["data"]
    await owner.world.drain()
    [done] = (await owner.get(f"/v1/jobs/{jobs[0]['id']}/runs")).json()["data"]
    [skipped] = (await owner.get(f"/v1/jobs/{jobs[1]['id']}/runs")).json()["data"]
    assert (done["state"], skipped["state"]) == ("succeeded", "skipped")
    inner = "✓ Tax class is S corporation (it is S corporation); ✗ Staff is greater than 10 (it is 10)"
    text = f"any of (✗ account has any of: VIP; ✗ all of ({inner}))"
    assert skipped["reason"] == f"Not met: {text}."
    [verdict] = skipped["verdicts"]
    assert verdict["text"] == text
    assert [part["holds"] for part in verdict["parts"][1]["parts"]] == [True, False]


async def test_an_automation_before_it_in_the_stage_counts_for_a_group(owner: Client) -> None:
    tag = await owner.made("/v1/tags", {"name": "VIP"})
    none = {"kind": "none", "conditions": [{"kind": "account_tags", "tags": [tag["id"]]}]}
    set_tag = {"action": "update_account_tags", "settings": {"add": ["VIP"]}}
    body = with_conditions(none)
    body["stages"][0]["automations"].insert(0, set_tag)
    pipeline = await owner.made("/v1/pipelines", body)
    account = await owner.made("/v1/accounts", {"name": "Acme"})
    [job] = (await owner.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_id": account["id"]}))[
        "data"
    ]
    await owner.world.drain()
    runs = (await owner.get(f"/v1/jobs/{job['id']}/runs")).json()["data"]
    assert {run["action"]: run["state"] for run in runs} == {
        "update_account_tags": "succeeded",
        "create_task": "skipped",
    }


def nested(depth: int) -> Any:
    return LOW if depth == 0 else {"kind": "any", "conditions": [nested(depth - 1)]}


@pytest.mark.parametrize(
    ("condition", "pointer", "code"),
    [
        ({"kind": "custom_field", "field": "No such"}, "/field", "custom_field_not_found"),
        ({"kind": "custom_field", "field": "Staff"}, "/in", "in_misplaced"),
        ({"kind": "custom_field", "field": "Staff", "match": "is_set", "in": [1]}, "/in", "in_misplaced"),
        ({"kind": "custom_field", "field": "Staff", "match": "less_than"}, "/than", "than_misplaced"),
        ({"kind": "custom_field", "field": "Staff", "in": ["12"]}, "/in/0", "custom_field_invalid"),
        (
            {"kind": "custom_field", "field": "Note", "match": "less_than", "than": "x"},
            "/match",
            "match_not_possible",
        ),
        (
            {"kind": "all", "conditions": [LOW, {"kind": "account_tags", "tags": ["No such"]}]},
            "/conditions/1/tags/0",
            "tag_not_found",
        ),
        ({"kind": "assignee", "in": [str(uuid4())]}, "/in/0", "member_not_found"),
        (nested(4), "/conditions/0/conditions/0/conditions/0", "conditions_too_deep"),
        ({"kind": "any", "conditions": []}, "/conditions", None),
        ({"kind": "some", "conditions": [LOW]}, "", None),
    ],
)
async def test_conditions_that_make_no_sense_are_refused_with_their_place(
    owner: Client, condition: Any, pointer: str, code: str | None
) -> None:
    await fields_of(owner)
    answer = await owner.post("/v1/pipelines", with_conditions(condition))
    assert answer.status_code == 422
    [fault] = answer.json()["errors"]
    where = f"/stages/0/automations/0/conditions/0{pointer}"
    assert fault["pointer"].startswith(where)
    assert code in (None, fault["code"])
    stage = (await owner.made("/v1/pipelines", {"name": "x", "stages": [{"name": "A"}, {"name": "B"}]}))[
        "stages"
    ][1]
    patched = await owner.send("PATCH", f"/v1/stages/{stage['id']}", {"conditions": [condition]})
    assert patched.status_code == 422
    assert patched.json()["errors"][0]["pointer"].startswith(f"/conditions/0{pointer}")


async def test_more_than_twenty_are_too_many_however_they_are_grouped(owner: Client) -> None:
    many = [{"kind": "any", "conditions": [LOW] * 7}] * 3
    answer = await owner.post("/v1/pipelines", with_conditions(*many))
    [fault] = answer.json()["errors"]
    assert (fault["pointer"], fault["code"]) == (
        "/stages/0/automations/0/conditions",
        "too_many_conditions",
    )


async def test_no_depth_of_groups_brings_the_server_down(owner: Client) -> None:
    answer = await owner.post("/v1/pipelines", with_conditions(nested(300)))
    assert 400 <= answer.status_code < 500


async def test_a_field_that_a_condition_names_is_not_archived(owner: Client) -> None:
    ids = await fields_of(owner)
    asked = {"kind": "none", "conditions": [{"kind": "custom_field", "field": "Staff", "match": "is_set"}]}
    await owner.made("/v1/pipelines", with_conditions(asked))
    answer = await owner.post(f"/v1/custom-fields/{ids['Staff']}/archive", {})
    assert (answer.status_code, answer.json()["code"]) == (409, "custom_field_in_use")


async def test_a_pipeline_with_groups_is_copied_whole(owner: Client) -> None:
    pipeline = await owner.made("/v1/pipelines", with_conditions(nested(3)))
    copy = await owner.made(f"/v1/pipelines/{pipeline['id']}/copy", {})
    asked = [made["stages"][0]["automations"][0]["conditions"] for made in (pipeline, copy)]
    assert asked[0] == asked[1] == [nested(3)]
