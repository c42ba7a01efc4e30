"""Pipelines and their stages over the API."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.api.conftest import Client

TASK = {"action": "create_task", "settings": {"title": "Do it"}}
NOBODY = "01999999-0000-7000-8000-000000000000"


async def a_pipeline(owner: Client, *names: str) -> Any:
    stages = [{"name": name} for name in names or ("A", "B", "C")]
    return await owner.made("/v1/pipelines", {"name": "Returns", "stages": stages})


async def a_job(owner: Client, pipeline: Any, stage: int = 0) -> Any:
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    body = {
        "pipeline_id": pipeline["id"],
        "account_id": account["id"],
        "stage_id": pipeline["stages"][stage]["id"],
    }
    return (await owner.made("/v1/jobs", body))["data"][0]


async def fresh(owner: Client, pipeline: Any) -> Any:
    return (await owner.get(f"/v1/pipelines/{pipeline['id']}")).json()


async def test_a_pipeline_without_stages_gets_one(owner: Client) -> None:
    made = await owner.made("/v1/pipelines", {"name": "Empty"})
    assert [stage["name"] for stage in made["stages"]] == ["To do"]


async def test_every_save_makes_a_revision(owner: Client) -> None:
    pipeline = await a_pipeline(owner)
    path = f"/v1/pipelines/{pipeline['id']}"
    renamed = (await owner.send("PATCH", path, {"name": "Returns 2025", "visible_to": None})).json()
    assert (renamed["name"], renamed["revision"]) == ("Returns 2025", 2)
    same = (await owner.send("PATCH", path, {"name": "Returns 2025"})).json()
    assert same["revision"] == 2
    assert (await owner.send("PATCH", path, {"name": "X"}, **{"If-Match": '"1"'})).status_code == 412
    revisions = (await owner.get(f"{path}/revisions")).json()["data"]
    assert [(one["revision"], one["changes"]) for one in revisions] == [
        (2, ["Name changed"]),
        (1, ["Created"]),
    ]
    assert (await owner.get(f"{path}/revisions/1")).json()["snapshot"]["name"] == "Returns"


async def test_stages_are_added_changed_and_reordered(owner: Client) -> None:
    pipeline = await a_pipeline(owner)
    path = f"/v1/pipelines/{pipeline['id']}"
    added = await owner.made(f"{path}/stages", {"name": "Inserted", "position": 1, "automations": [TASK]})
    assert added["automations"][0]["settings"]["title"] == "Do it"
    await owner.made(f"{path}/stages", {"name": "Last", "limit": {"amount": 7}})
    names = [stage["name"] for stage in (await fresh(owner, pipeline))["stages"]]
    assert names == ["A", "Inserted", "B", "C", "Last"]
    stage = f"/v1/stages/{added['id']}"
    changed = (
        await owner.send("PATCH", stage, {"automove": True, "limit": {"amount": 3}, "name": "Second"})
    ).json()
    assert (changed["automove"], changed["limit"], changed["name"]) == (
        True,
        {"amount": 3, "unit": "days"},
        "Second",
    )
    assert (await owner.send("PATCH", stage, {"limit": None})).json()["limit"] is None
    before = (await fresh(owner, pipeline))["revision"]
    await owner.send("PATCH", stage, {"name": "Second"})
    assert (await fresh(owner, pipeline))["revision"] == before
    assert (await owner.send("PATCH", stage, {"name": "X"}, **{"If-Match": '"1"'})).status_code == 412
    ids = [one["id"] for one in (await fresh(owner, pipeline))["stages"]]
    moved = await owner.send("PUT", f"{path}/stages/order", {"stage_ids": [ids[0], ids[2], ids[1], *ids[3:]]})
    assert [one["name"] for one in moved.json()["stages"]] == ["A", "B", "Second", "C", "Last"]
    same = await owner.send(
        "PUT", f"{path}/stages/order", {"stage_ids": [one["id"] for one in moved.json()["stages"]]}
    )
    assert same.json()["revision"] == moved.json()["revision"]
    incomplete = await owner.send("PUT", f"{path}/stages/order", {"stage_ids": ids[:2]})
    assert incomplete.json()["errors"][0]["code"] == "stages_incomplete"


async def test_an_order_that_breaks_the_rules_is_refused_with_the_reason(owner: Client) -> None:
    stages = [{"name": "A"}, {"name": "B", "automove": True}, {"name": "C"}]
    pipeline = await owner.made("/v1/pipelines", {"name": "P", "stages": stages})
    ids = [stage["id"] for stage in pipeline["stages"]]
    path = f"/v1/pipelines/{pipeline['id']}/stages/order"
    refused = await owner.send("PUT", path, {"stage_ids": [ids[0], ids[2], ids[1]]})
    assert (refused.status_code, refused.json()["code"]) == (409, "last_stage_has_automove")
    assert [stage["id"] for stage in (await fresh(owner, pipeline))["stages"]] == ids


async def test_removing_a_stage_asks_where_its_jobs_go(owner: Client) -> None:
    pipeline = await a_pipeline(owner)
    job = await a_job(owner, pipeline, 1)
    archived = await a_job(owner, pipeline, 1)
    await owner.post(f"/v1/jobs/{archived['id']}/status", {"status": "archived"})
    a, b, _ = (stage["id"] for stage in pipeline["stages"])
    asked = await owner.send("DELETE", f"/v1/stages/{b}")
    assert (asked.status_code, asked.json()["jobs"]) == (409, 2)
    itself = await owner.send("DELETE", f"/v1/stages/{b}?jobs_to={b}")
    assert itself.json()["code"] == "stage_is_removed"
    removed = await owner.send("DELETE", f"/v1/stages/{b}?jobs_to={a}")
    assert [stage["name"] for stage in removed.json()["stages"]] == ["A", "C"]
    for one in (job, archived):
        assert (await owner.get(f"/v1/jobs/{one['id']}")).json()["stage_id"] == a
    await owner.world.drain()
    assert (await owner.get(f"/v1/jobs/{job['id']}/runs")).json()["data"] == []
    assert (await owner.send("DELETE", f"/v1/stages/{b}")).status_code == 404


async def test_an_empty_stage_is_removed_with_its_automations(owner: Client) -> None:
    stages = [{"name": "A"}, {"name": "B", "automations": [TASK]}]
    pipeline = await owner.made("/v1/pipelines", {"name": "P", "stages": stages})
    removed = await owner.send("DELETE", f"/v1/stages/{pipeline['stages'][1]['id']}")
    assert len(removed.json()["stages"]) == 1


async def test_automations_are_set_as_a_list(owner: Client) -> None:
    pipeline = await a_pipeline(owner)
    path = f"/v1/stages/{pipeline['stages'][1]['id']}/automations"
    first = (await owner.send("PUT", path, {"automations": [TASK, TASK]})).json()["data"]
    kept = {**TASK, "id": first[1]["id"], "enabled": False}
    second = (await owner.send("PUT", path, {"automations": [kept]})).json()["data"]
    assert [(one["id"], one["enabled"]) for one in second] == [(first[1]["id"], False)]
    assert (await owner.get(path)).json()["data"] == second
    unknown = await owner.send("PUT", path, {"automations": [{**TASK, "id": str(uuid4())}]})
    assert unknown.json()["errors"][0]["pointer"] == "/automations/0/id"


@pytest.mark.parametrize(
    ("automation", "pointer"),
    [
        ({"action": "fly"}, "/automations/0/action"),
        ({"action": "create_task"}, "/automations/0/settings/title"),
        (
            {"action": "create_task", "settings": {"title": "x", "colour": "red"}},
            "/automations/0/settings/colour",
        ),
        (
            {"action": "create_task", "settings": {"title": "x", "role_ids": ["me"]}},
            "/automations/0/settings/role_ids/0",
        ),
        ({"action": "update_job"}, "/automations/0/settings"),
        ({"action": "update_account_tags"}, "/automations/0/settings/add"),
        ({"action": "update_account_tags", "settings": {"add": ["Nope"]}}, "/automations/0/settings/add/0"),
        ({"action": "move_job", "settings": {"stage_id": "nowhere"}}, "/automations/0/settings/stage_id"),
        (
            {**TASK, "conditions": [{"kind": "account_tags", "tags": ["Nope"]}]},
            "/automations/0/conditions/0/tags/0",
        ),
    ],
)
async def test_an_automation_that_cannot_work_is_refused_where_it_is_wrong(
    owner: Client, automation: object, pointer: str
) -> None:
    pipeline = await a_pipeline(owner)
    path = f"/v1/stages/{pipeline['stages'][1]['id']}/automations"
    refused = await owner.send("PUT", path, {"automations": [automation]})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)


@pytest.mark.parametrize(
    ("action", "more", "name", "unknown", "code"),
    [
        ("create_task", {"title": "T"}, "role_ids", NOBODY, "role_not_found"),
        ("create_task", {"title": "T"}, "assignee_ids", NOBODY, "member_not_found"),
        ("notify_members", {"text": "T"}, "member_ids", NOBODY, "member_not_found"),
        ("update_account_access", {}, "remove", NOBODY, "member_not_found"),
        ("update_account_tags", {}, "add", NOBODY, "tag_not_found"),
        ("update_account_tags", {}, "add", "Nobody", "tag_not_found"),
    ],
)
async def test_whom_and_what_an_automation_names_must_be_of_the_firm(
    owner: Client, action: str, more: dict[str, str], name: str, unknown: str, code: str
) -> None:
    wrong = {"action": action, "settings": {**more, name: [unknown]}}
    body = {"name": "P", "stages": [{"name": "A", "automations": [wrong]}, {"name": "B"}]}
    answer = await owner.post("/v1/pipelines", body)
    [fault] = answer.json()["errors"]
    assert (answer.status_code, fault["code"]) == (422, code)
    assert fault["pointer"] == f"/stages/0/automations/0/settings/{name}/0"
    pipeline = await a_pipeline(owner)
    path = f"/v1/stages/{pipeline['stages'][0]['id']}/automations"
    answer = await owner.send("PUT", path, {"automations": [wrong]})
    assert answer.json()["errors"][0]["pointer"] == f"/automations/0/settings/{name}/0"


async def test_a_shortcode_that_is_written_otherwise_is_refused_and_corrected(owner: Client) -> None:
    task = {"action": "create_task", "settings": {"title": "[draft] for [account name]"}}
    body = {"name": "P", "stages": [{"name": "A", "automations": [task]}, {"name": "B"}]}
    answer = await owner.post("/v1/pipelines", body)
    [fault] = answer.json()["errors"]
    assert (fault["code"], fault["pointer"]) == (
        "unknown_shortcode",
        "/stages/0/automations/0/settings/title",
    )
    assert fault["detail"] == "[account name] would stay as it is: did you mean [ACCOUNT_NAME]?"
    pipeline = await a_pipeline(owner)
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    job = {"pipeline_id": pipeline["id"], "account_id": account["id"], "name": "[current-year] 1040"}
    [fault] = (await owner.post("/v1/jobs", job)).json()["errors"]
    assert (fault["code"], fault["pointer"]) == ("unknown_shortcode", "/name")


async def test_an_automation_that_did_not_change_is_not_asked_again_whom_it_names(owner: Client) -> None:
    role = await owner.made("/v1/account-roles", {"name": "Preparer"})
    task = {"action": "create_task", "settings": {"title": "T", "role_ids": [role["id"]]}}
    body = {"name": "P", "stages": [{"name": "A", "automations": [task]}, {"name": "B"}]}
    pipeline = await owner.made("/v1/pipelines", body)
    await owner.world.erased("account_roles", UUID(role["id"]))
    path, kept = f"/v1/stages/{pipeline['stages'][0]['id']}/automations", pipeline["stages"][0]["automations"]
    another = {"action": "create_task", "settings": {"title": "U"}}
    saved = await owner.send("PUT", path, {"automations": [*kept, another]})
    assert saved.status_code == 200, saved.text
    changed = {**kept[0], "settings": {**kept[0]["settings"], "title": "V"}}
    refused = await owner.send("PUT", path, {"automations": [another, changed]})
    assert refused.json()["errors"][0]["pointer"] == "/automations/1/settings/role_ids/0"


async def test_a_copy_has_stages_and_automations_and_no_jobs(owner: Client) -> None:
    stages = [
        {"name": "A", "automations": [{"action": "move_job", "settings": {"stage_id": "C"}}, TASK]},
        {"name": "B"},
        {"name": "C"},
    ]
    pipeline = await owner.made(
        "/v1/pipelines", {"name": "P", "stages": stages, "visible_to": [str(owner.member.id)]}
    )
    copy = (await owner.post(f"/v1/pipelines/{pipeline['id']}/copy")).json()
    again = (await owner.post(f"/v1/pipelines/{pipeline['id']}/copy")).json()
    assert (copy["name"], again["name"]) == ("P (2)", "P (3)")
    target = copy["stages"][0]["automations"][0]["settings"]["stage_id"]
    assert target == copy["stages"][2]["id"] != pipeline["stages"][2]["id"]


async def test_archiving_closes_it_to_new_jobs(owner: Client) -> None:
    pipeline = await a_pipeline(owner)
    path = f"/v1/pipelines/{pipeline['id']}"
    archived = (await owner.post(f"{path}/archive")).json()
    assert (await owner.post(f"{path}/archive")).json()["version"] == archived["version"]
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    refused = await owner.post("/v1/jobs", {"pipeline_id": pipeline["id"], "account_id": account["id"]})
    assert refused.json()["code"] == "pipeline_is_archived"
    assert (await owner.post(f"{path}/restore")).json()["status"] == "active"


async def test_only_a_pipeline_without_jobs_is_deleted(owner: Client) -> None:
    pipeline = await a_pipeline(owner)
    job = await a_job(owner, pipeline)
    path = f"/v1/pipelines/{pipeline['id']}"
    assert (await owner.send("DELETE", path)).json()["jobs"] == 1
    empty = await a_pipeline(owner)
    assert (await owner.send("DELETE", f"/v1/pipelines/{empty['id']}")).status_code == 204
    assert (await owner.get(f"/v1/pipelines/{empty['id']}")).status_code == 404
    assert (await owner.get(f"/v1/jobs/{job['id']}")).status_code == 200


async def test_a_hidden_pipeline_does_not_exist_for_others(owner: Client, employee: Client) -> None:
    permissions = {"permissions": ["manage_pipelines", "view_all_accounts"]}
    await owner.send("PATCH", f"/v1/members/{employee.member.id}", permissions)
    pipeline = await owner.made(
        "/v1/pipelines", {"name": "Secret", "stages": [{"name": "A"}], "visible_to": []}
    )
    job = await a_job(owner, pipeline)
    path, stage = f"/v1/pipelines/{pipeline['id']}", f"/v1/stages/{pipeline['stages'][0]['id']}"
    for method, place, body in [
        ("GET", path, None),
        ("GET", f"{path}/board", None),
        ("GET", f"{path}/revisions", None),
        ("GET", stage, None),
        ("GET", f"{stage}/automations", None),
        ("PATCH", path, {"name": "Mine"}),
        ("POST", f"{path}/copy", None),
        ("POST", f"{path}/stages", {"name": "Mine"}),
        ("PUT", f"{path}/stages/order", {"stage_ids": [pipeline["stages"][0]["id"]]}),
        ("PATCH", stage, {"name": "Mine"}),
        ("DELETE", stage, None),
        ("POST", "/v1/jobs", {"pipeline_id": pipeline["id"], "account_id": job["account_id"]}),
        ("POST", f"/v1/jobs/{job['id']}/move", {"stage_id": pipeline["stages"][0]["id"]}),
    ]:
        answer = await employee.send(method, place, body)
        assert answer.status_code == 404, (method, place, answer.text)
    assert (await employee.get("/v1/pipelines")).json()["data"] == []


async def test_who_sees_a_pipeline_and_what_its_cards_tell_are_checked(
    owner: Client, employee: Client
) -> None:
    pipeline = await owner.made("/v1/pipelines", {"name": "P", "settings": {"sort": "stage_limit"}})
    path, nobody, me = f"/v1/pipelines/{pipeline['id']}", str(uuid4()), str(employee.member.id)
    schedule = {"rule": "FREQ=MONTHLY", "role_ids": [nobody]}
    cases: list[tuple[dict[str, Any], str, str]] = [
        ({"visible_to": [me, nobody]}, "/visible_to/1", "member_not_found"),
        ({"settings": {"schedule": schedule}}, "/settings/schedule/role_ids/0", "role_not_found"),
        ({"settings": {"card_facts": ["tags", "tags"]}}, "/settings/card_facts/1", "card_fact_twice"),
        ({"settings": {"card_facts": ["weather"]}}, "/settings/card_facts/0", "enum"),
        ({"settings": {"sort": "by_hand"}}, "/settings/sort", "enum"),
    ]
    for body, pointer, code in cases:
        for refused in (
            await owner.send("PATCH", path, body),
            await owner.post("/v1/pipelines", {"name": "Q", **body}),
        ):
            assert refused.status_code == 422, refused.text
            fault = refused.json()["errors"][0]
            assert (fault["pointer"], fault["code"]) == (pointer, code)
    facts = {"card_facts": ["account", "client_status"], "sort": "stage_limit"}
    told = await owner.send("PATCH", path, {"settings": facts, "visible_to": [me]})
    assert told.json()["settings"]["card_facts"] == ["account", "client_status"]
    permissions = {"permissions": ["manage_pipelines"]}
    await owner.send("PATCH", f"/v1/members/{me}", permissions)
    out = await employee.send("PATCH", path, {"visible_to": []})
    assert (out.status_code, out.json()["code"]) == (409, "would_not_see_it")
    assert (await employee.get(path)).json()["visible_to"] == [me]


async def test_who_left_the_firm_is_not_asked_again_whether_they_see_it(owner: Client) -> None:
    role = await owner.made("/v1/account-roles", {"name": "Preparer"})
    settings = {"schedule": {"rule": "FREQ=MONTHLY", "role_ids": [role["id"]]}}
    pipeline = await owner.made("/v1/pipelines", {"name": "P", "settings": settings})
    async with owner.world.database.writing(owner.world.firm.id) as writing:
        await writing.driver.execute("DELETE FROM account_roles WHERE firm_id = $1", owner.world.firm.id)
    body = {"settings": {**settings, "sort": "priority"}}
    assert (await owner.send("PATCH", f"/v1/pipelines/{pipeline['id']}", body)).status_code == 200


async def test_the_library_installs_what_it_shows(owner: Client) -> None:
    entries = (await owner.get("/v1/pipeline-library")).json()["data"]
    assert len(entries) == 8
    for entry in entries:
        shown = (await owner.get(f"/v1/pipeline-library/{entry['key']}")).json()
        made = (await owner.post(f"/v1/pipeline-library/{entry['key']}/install")).json()
        names = [stage["name"] for stage in made["stages"]]
        assert [stage["name"] for stage in entry["stages"]] == names
        assert [stage["name"] for stage in shown["stages"]] == names
        assert [status["name"] for status in made["statuses"]] == entry["statuses"]
        automations = [
            one for owners in ("stages", "statuses") for of in made[owners] for one in of["automations"]
        ]
        assert len(automations) == entry["automations_count"] == shown["automations_count"]
        assert bool(made["settings"].get("schedule")) is bool(entry["schedule"])
    assert (await owner.post("/v1/pipeline-library/nothing/install")).status_code == 404
    assert (await owner.get("/v1/pipeline-library/nothing")).status_code == 404


async def test_before_installing_tags_and_roles_are_said_by_name(owner: Client) -> None:
    shown = (await owner.get("/v1/pipeline-library/1040")).json()
    [extension] = [stage for stage in shown["stages"] if stage["name"] == "Extension"]
    assert extension["conditions"] == [{"kind": "account_tags", "match": "all_of", "tags": ["Extension"]}]
    [task] = [one for one in extension["automations"] if one["action"] == "create_task"]
    assert task["settings"]["role_ids"] == ["Preparer"]
    assert (await owner.get("/v1/account-roles")).json()["data"] == []


async def test_a_pipeline_keeps_the_schedule_that_it_suggests(owner: Client) -> None:
    schedule = {"rule": "FREQ=MONTHLY;BYMONTHDAY=3", "name": "Books [PERIOD_YEAR]", "period_unit": "month"}
    pipeline = await owner.made("/v1/pipelines", {"name": "P", "settings": {"schedule": schedule}})
    assert pipeline["settings"]["schedule"]["rule"] == "FREQ=MONTHLY;BYMONTHDAY=3"
    role = await owner.made("/v1/account-roles", {"name": "Bookkeeper"})
    change = {"settings": {"schedule": {**schedule, "role_ids": [role["id"]], "due_in_days": 17}}}
    changed = (await owner.send("PATCH", f"/v1/pipelines/{pipeline['id']}", change)).json()
    assert changed["settings"]["schedule"]["role_ids"] == [role["id"]]
    assert changed["settings"]["schedule"]["due_in_days"] == 17


async def test_the_menu_of_actions_has_a_schema_for_each(owner: Client) -> None:
    menu = (await owner.get("/v1/automation-actions")).json()["data"]
    shapes = {entry["key"]: entry["settings_schema"] for entry in menu}
    assert shapes["create_task"]["required"] == ["title"]
    assert shapes["create_task"]["properties"]["role_ids"]["x-widget"] == "role-list"
    assert shapes["send_email"]["properties"]["mode"]["enum"] == ["account", "contact"]


async def test_a_custom_status_is_made_given_seen_on_the_board_and_removed(owner: Client) -> None:
    pipeline = await owner.made("/v1/pipelines", {"name": "P", "stages": [{"name": "A"}, {"name": "B"}]})
    body = {"name": "On hold", "automations": [{"action": "create_task", "settings": {"title": "Call"}}]}
    status = await owner.made(f"/v1/pipelines/{pipeline['id']}/statuses", body)
    path = f"/v1/statuses/{status['id']}"
    assert (await owner.get(path)).json()["automations"][0]["settings"]["title"] == "Call"
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    job = (await owner.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_id": account["id"]}))[
        "data"
    ][0]
    given = await owner.post(f"/v1/jobs/{job['id']}/status", {"status_id": status["id"]})
    assert (given.json()["status"], given.json()["status_id"]) == ("custom", status["id"])
    assert (await owner.post(f"/v1/jobs/{job['id']}/status", {})).status_code == 422
    assert (await owner.post(f"/v1/jobs/{job['id']}/status", {"status": "custom"})).status_code == 422
    await owner.world.drain()
    board = (await owner.get(f"/v1/pipelines/{pipeline['id']}/board")).json()
    assert (board["cards"]["status"], board["statuses"]["name"]) == ([2], ["On hold"])
    assert (board["cards"]["items_open"], board["cards"]["items_total"]) == ([1], [1])
    one = (await owner.get(f"/v1/jobs/{job['id']}")).json()
    assert (one["status_name"], one["items"]) == ("On hold", {"open": 1, "total": 1})
    held = (await owner.get("/v1/jobs", status_id=status["id"])).json()["data"]
    assert [found["id"] for found in held] == [job["id"]]
    [item] = (await owner.get(f"/v1/jobs/{job['id']}/items")).json()["data"]
    assert (item["in_present_visit"], item["of_status"]) == (True, True)
    visits = (await owner.get(f"/v1/jobs/{job['id']}/visits")).json()["data"]
    assert [visit["status_name"] for visit in visits] == ["On hold", None]
    changed = await owner.send("PATCH", path, {"name": "Held", "automove": True})
    assert (changed.json()["name"], changed.json()["jobs_count"]) == ("Held", 1)
    left = await owner.send("DELETE", path)
    assert left.json()["statuses"] == []
    assert (await owner.get(f"/v1/jobs/{job['id']}")).json()["status"] == "active"
