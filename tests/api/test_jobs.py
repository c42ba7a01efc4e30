"""Jobs, tasks and runs over the API."""

from typing import Any
from uuid import uuid4

from domain.automations.run_automations import MAX_DEPTH
from tests.api.conftest import Client

TASK = {"action": "create_task", "settings": {"title": "Do it"}}
MAIL = {"action": "send_email", "settings": {"subject": "Hello", "body": "We begin."}}


async def travelling(owner: Client, *automations: object, automove: bool = False) -> tuple[Any, Any]:
    """A pipeline A → B (with the automations) → C, and a job in A."""
    stages = [
        {"name": "A"},
        {"name": "B", "automations": list(automations), "automove": automove},
        {"name": "C"},
    ]
    pipeline = await owner.made("/v1/pipelines", {"name": "P", "stages": stages})
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    [job] = (await owner.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_id": account["id"]}))[
        "data"
    ]
    return pipeline, job


async def move(owner: Client, job: Any, pipeline: Any, stage: int, **more: object) -> Any:
    body = {"stage_id": pipeline["stages"][stage]["id"], **more}
    answer = await owner.post(f"/v1/jobs/{job['id']}/move", body)
    await owner.world.drain()
    return answer


async def tasks_of(owner: Client, job: Any) -> list[Any]:
    found: list[Any] = (await owner.get("/v1/tasks", job_id=job["id"])).json()["data"]
    return found


async def runs_of(owner: Client, job: Any) -> list[Any]:
    found: list[Any] = (await owner.get(f"/v1/jobs/{job['id']}/runs")).json()["data"]
    return found


async def test_jobs_are_made_for_accounts_that_exist_or_not_at_all(owner: Client) -> None:
    pipeline, job = await travelling(owner)
    body = {"pipeline_id": pipeline["id"], "account_ids": [job["account_id"], str(uuid4())]}
    assert (await owner.post("/v1/jobs", body)).status_code == 404
    assert (await owner.get("/v1/jobs", include="total")).json()["total"] == 1
    neither = await owner.post("/v1/jobs", {"pipeline_id": pipeline["id"]})
    assert neither.status_code == 422


async def test_a_job_is_changed_by_what_is_sent_alone(owner: Client) -> None:
    _, job = await travelling(owner)
    path = f"/v1/jobs/{job['id']}"
    body = {"priority": "high", "due_date": "2026-04-15", "assignee_ids": [str(owner.member.id)]}
    changed = (await owner.send("PATCH", path, body)).json()
    assert (changed["priority"], changed["due_date"], changed["name"]) == ("high", "2026-04-15", job["name"])
    assert (await owner.send("PATCH", path, body)).json()["version"] == changed["version"]
    refs = {"external_refs": [{"system": "qbo", "id": "7"}]}
    assert (await owner.send("PATCH", path, refs)).json()["external_refs"][0]["system"] == "qbo"
    assert (await owner.send("PATCH", path, {"name": "x"}, **{"If-Match": '"1"'})).status_code == 412
    assert (await owner.send("PATCH", path, {"assignee_ids": [str(uuid4())]})).status_code == 404
    [last] = [h for h in (await owner.get(f"{path}/history")).json()["data"] if "priority" in h["changes"]]
    assert last["changes"]["priority"] == ["medium", "high"]
    assert last["actor"]["name"] == "Olive Owner"


async def test_lists_keep_to_their_filters(owner: Client) -> None:
    _, job = await travelling(owner)
    await owner.send(
        "PATCH", f"/v1/jobs/{job['id']}", {"due_date": "2026-04-15", "assignee_ids": [str(owner.member.id)]}
    )
    await owner.send("PUT", f"/v1/accounts/{job['account_id']}/tags", {"tags": ["VIP"]})

    async def found(**query: object) -> int:
        return len((await owner.get("/v1/jobs", **query)).json()["data"])

    for query, count in [
        ({"status": "active"}, 1),
        ({"status": "archived"}, 0),
        ({"tag": "vip"}, 1),
        ({"tag": "none"}, 0),
        ({"q": "ross"}, 1),
        ({"q": "zzz"}, 0),
        ({"due_date[lte]": "2026-04-15"}, 1),
        ({"due_date[lt]": "2026-04-15"}, 0),
        ({"assignee_id": str(owner.member.id)}, 1),
        ({"stage_id": job["stage_id"], "sort": "-due_date"}, 1),
        ({"priority": "urgent"}, 0),
    ]:
        assert await found(**query) == count, query
    [expanded] = (await owner.get("/v1/jobs", expand="account,stage")).json()["data"]
    assert (expanded["account"]["name"], expanded["stage"]["name"]) == ("Rossi", "A")
    unknown = await owner.get("/v1/jobs", colour="red")
    assert (unknown.status_code, unknown.json()["errors"][0]["pointer"]) == (422, "colour")


async def test_status_is_a_second_axis(owner: Client) -> None:
    pipeline, job = await travelling(owner)
    path = f"/v1/jobs/{job['id']}/status"
    done = (await owner.post(path, {"status": "completed"})).json()
    assert done["completed_at"] is not None
    assert (await owner.post(path, {"status": "completed"})).json()["version"] == done["version"]
    assert (await owner.post(path, {"status": "archived"}, **{"If-Match": '"1"'})).status_code == 412
    await owner.post(path, {"status": "archived"})
    refused = await move(owner, job, pipeline, 1)
    assert (refused.status_code, refused.json()["code"]) == (409, "job_is_archived")
    preview = await owner.post(
        f"/v1/jobs/{job['id']}/move/preview", {"stage_id": pipeline["stages"][1]["id"]}
    )
    assert preview.json()["code"] == "job_is_archived"
    assert (await owner.post(path, {"status": "active"})).json()["completed_at"] is None


async def test_a_move_to_where_it_is_changes_nothing_and_says_so(owner: Client) -> None:
    pipeline, job = await travelling(owner)
    same = (await move(owner, job, pipeline, 0)).json()
    assert (same["changed"], same["job"]["version"], same["undo_until"]) == (False, job["version"], None)
    body = {"stage_id": pipeline["stages"][0]["id"]}
    assert (await owner.post(f"/v1/jobs/{job['id']}/move/preview", body)).json()["changed"] is False


async def test_the_same_operation_moves_once(owner: Client) -> None:
    pipeline, job = await travelling(owner, TASK)
    first = (await move(owner, job, pipeline, 1, operation_id="op-1")).json()
    again = (await move(owner, job, pipeline, 1, operation_id="op-1")).json()
    assert (first["changed"], again["changed"]) == (True, False)
    assert again["undo_until"] == first["undo_until"]
    assert len(await tasks_of(owner, job)) == 1


async def test_the_preview_is_what_then_happens(owner: Client) -> None:
    pipeline, job = await travelling(owner, TASK, MAIL, automove=True)
    body = {"stage_id": pipeline["stages"][1]["id"]}
    preview = (await owner.post(f"/v1/jobs/{job['id']}/move/preview", body)).json()
    assert await runs_of(owner, job) == []
    assert preview["next_stage_id"] == pipeline["stages"][2]["id"]
    moved = (await move(owner, job, pipeline, 1)).json()
    assert moved["plan"] == preview["plan"]
    skipped = [preview["plan"][0]["automation_id"]]
    less = (
        await owner.post(f"/v1/jobs/{job['id']}/move/preview", {"stage_id": pipeline["stages"][2]["id"]})
    ).json()
    assert (less["plan"], [item["title"] for item in less["open_items"]]) == ([], ["Do it"])
    await move(owner, job, pipeline, 0)
    await move(owner, job, pipeline, 1, skip_automations=skipped)
    assert [run["state"] for run in await runs_of(owner, job)][:2] == ["failed", "skipped"]


async def test_open_items_are_left_done_or_canceled_by_the_mover(owner: Client) -> None:
    pipeline, job = await travelling(owner, TASK, TASK, TASK)
    await move(owner, job, pipeline, 1)
    items = (await owner.get(f"/v1/jobs/{job['id']}/items")).json()["data"]
    decisions = [
        {"item_id": item["id"], "decision": decision}
        for item, decision in zip(items, ["leave", "done", "cancel"], strict=True)
    ]
    strange = await move(owner, job, pipeline, 2, open_items=[{"item_id": str(uuid4()), "decision": "done"}])
    assert strange.json()["errors"][0]["code"] == "item_not_open"
    await move(owner, job, pipeline, 2, open_items=decisions)
    assert sorted(task["status"] for task in await tasks_of(owner, job)) == [
        "canceled",
        "completed",
        "planned",
    ]
    await owner.post(f"/v1/jobs/{job['id']}/move/undo", {})
    assert {task["status"] for task in await tasks_of(owner, job)} == {"planned"}


async def test_open_items_go_along_when_the_mover_says_so(owner: Client) -> None:
    pipeline, job = await travelling(owner, TASK, TASK)
    await move(owner, job, pipeline, 1)
    items = (await owner.get(f"/v1/jobs/{job['id']}/items")).json()["data"]
    decided = [{"item_id": items[0]["id"], "decision": "leave"}]
    body = {"stage_id": pipeline["stages"][2]["id"], "open_items": decided, "other_items": "carry"}
    shown = (await owner.post(f"/v1/jobs/{job['id']}/move/preview", body)).json()
    assert shown["carried_item_ids"] == [items[1]["id"]]
    assert len(shown["open_items"]) == 2
    await owner.post(f"/v1/jobs/{job['id']}/move", body)
    now = {item["id"]: item for item in (await owner.get(f"/v1/jobs/{job['id']}/items")).json()["data"]}
    assert [now[item["id"]]["left_behind"] for item in items] == [True, False]
    assert [now[item["id"]]["in_present_visit"] for item in items] == [False, True]


async def test_undo_takes_back_a_chain_of_automations(owner: Client) -> None:
    """A moves to B by hand; B's automation moves it on to C, which sets a date and a status: all of it is taken back."""
    stages = [
        {"name": "A"},
        {"name": "B", "automations": [{"action": "move_job", "settings": {"stage_id": "C"}}]},
        {"name": "C", "automations": [
            {"action": "update_job", "settings": {"due_in_days": 5, "start_in_days": 1, "status": "completed"}},
            {"action": "update_account_tags", "settings": {"clear": True}},
            MAIL,
        ]},
        {"name": "D"},
    ]  # fmt: skip
    pipeline = await owner.made("/v1/pipelines", {"name": "P", "stages": stages})
    account = await owner.made("/v1/accounts", {"name": "Rossi", "tags": ["VIP"]})
    [job] = (await owner.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_id": account["id"]}))[
        "data"
    ]
    contact = await owner.made("/v1/contacts", {"first_name": "Rita", "emails": ["r@client.example"]})
    await owner.made(f"/v1/accounts/{account['id']}/contacts", {"contact_id": contact["id"]})
    await move(owner, job, pipeline, 1)
    after = (await owner.get(f"/v1/jobs/{job['id']}")).json()
    assert (after["stage_id"], after["status"]) == (pipeline["stages"][2]["id"], "completed")
    [mail] = (await owner.get("/v1/mail-log", job_id=job["id"])).json()["data"]
    assert (mail["state"], mail["to"]) == ("waiting", ["r@client.example"])
    back = (await owner.post(f"/v1/jobs/{job['id']}/move/undo", {})).json()["job"]
    assert (back["stage_id"], back["status"], back["due_date"], back["start_date"]) == (
        job["stage_id"],
        "active",
        None,
        None,
    )
    tags = (await owner.get(f"/v1/accounts/{account['id']}")).json()["tags"]
    assert [tag["name"] for tag in tags] == ["VIP"]
    [mail] = (await owner.get("/v1/mail-log", job_id=job["id"])).json()["data"]
    assert mail["state"] == "cancelled"
    visits = (await owner.get(f"/v1/jobs/{job['id']}/visits")).json()["data"]
    assert [visit["undone_at"] is not None for visit in visits] == [True, True, False]


async def test_undo_after_the_hold_is_refused(owner: Client) -> None:
    pipeline, job = await travelling(owner)
    await move(owner, job, pipeline, 1)
    async with owner.world.database.writing(owner.world.firm.id) as writing:
        await writing.driver.execute("UPDATE visits SET undo_until = now() - interval '1 second'")
    over = await owner.post(f"/v1/jobs/{job['id']}/move/undo", {})
    assert over.json()["code"] == "undo_window_over"


async def test_undo_when_a_message_has_left_is_refused(owner: Client) -> None:
    pipeline, job = await travelling(owner, MAIL)
    contact = await owner.made("/v1/contacts", {"first_name": "Rita", "emails": ["r@client.example"]})
    await owner.made(f"/v1/accounts/{job['account_id']}/contacts", {"contact_id": contact["id"]})
    await move(owner, job, pipeline, 1)
    async with owner.world.database.writing(owner.world.firm.id) as writing:
        await writing.driver.execute("UPDATE effects SET state = 'delivered'")
    over = await owner.post(f"/v1/jobs/{job['id']}/move/undo", {})
    assert over.json()["code"] == "undo_window_over"


async def test_a_task_linked_by_hand_holds_and_frees_the_job(owner: Client) -> None:
    pipeline, job = await travelling(owner, automove=True)
    await move(owner, job, pipeline, 1)
    task = await owner.made("/v1/tasks", {"title": "By hand"})
    path = f"/v1/jobs/{job['id']}/items"
    item = await owner.made(path, {"task_id": task["id"]})
    assert item["title"] == "By hand"
    twice = await owner.post(path, {"task_id": task["id"]})
    assert twice.json()["code"] == "already_linked"
    done = await owner.made("/v1/tasks", {"title": "Done before", "status": "completed"})
    await owner.made(path, {"task_id": done["id"]})
    await owner.world.drain()
    assert (await owner.get(f"/v1/jobs/{job['id']}")).json()["items"] == {"open": 1, "total": 2}
    await owner.send("PATCH", f"/v1/tasks/{task['id']}", {"status": "canceled"})
    await owner.world.drain()
    assert (await owner.get(f"/v1/jobs/{job['id']}")).json()["stage_id"] == pipeline["stages"][2]["id"]


async def test_unlinking_frees_the_job_when_another_was_really_resolved(owner: Client) -> None:
    pipeline, job = await travelling(owner, TASK, TASK, automove=True)
    await move(owner, job, pipeline, 1)
    first, second = (await owner.get(f"/v1/jobs/{job['id']}/items")).json()["data"]
    await owner.send("PATCH", f"/v1/tasks/{first['task_id']}", {"status": "completed"})
    path = f"/v1/jobs/{job['id']}/items/{second['id']}"
    assert (await owner.send("DELETE", path)).status_code == 204
    assert (await owner.send("DELETE", path)).status_code == 404
    await owner.world.drain()
    assert (await owner.get(f"/v1/jobs/{job['id']}")).json()["stage_id"] == pipeline["stages"][2]["id"]


async def test_deleting_a_task_frees_the_job_and_reopening_one_moves_nothing_back(owner: Client) -> None:
    pipeline, job = await travelling(owner, TASK, TASK, automove=True)
    await move(owner, job, pipeline, 1)
    first, second = await tasks_of(owner, job)
    await owner.send("PATCH", f"/v1/tasks/{first['id']}", {"status": "completed"})
    await owner.send("PATCH", f"/v1/tasks/{first['id']}", {"status": "in_progress"})
    await owner.world.drain()
    assert (await owner.get(f"/v1/jobs/{job['id']}")).json()["items"]["open"] == 2
    await owner.send("PATCH", f"/v1/tasks/{first['id']}", {"status": "completed"})
    assert (await owner.send("DELETE", f"/v1/tasks/{second['id']}")).status_code == 204
    await owner.world.drain()
    there = (await owner.get(f"/v1/jobs/{job['id']}")).json()["stage_id"]
    assert there == pipeline["stages"][2]["id"]
    await owner.send("PATCH", f"/v1/tasks/{first['id']}", {"status": "planned"})
    await owner.world.drain()
    assert (await owner.get(f"/v1/jobs/{job['id']}")).json()["stage_id"] == there
    assert (await owner.get(f"/v1/tasks/{second['id']}")).status_code == 404


async def test_a_reopened_job_moves_on_when_all_was_done_meanwhile(owner: Client) -> None:
    pipeline, job = await travelling(owner, TASK, automove=True)
    await move(owner, job, pipeline, 1)
    await owner.post(f"/v1/jobs/{job['id']}/status", {"status": "completed"})
    [task] = await tasks_of(owner, job)
    await owner.send("PATCH", f"/v1/tasks/{task['id']}", {"status": "completed"})
    await owner.world.drain()
    assert (await owner.get(f"/v1/jobs/{job['id']}")).json()["stage_id"] == pipeline["stages"][1]["id"]
    await owner.post(f"/v1/jobs/{job['id']}/status", {"status": "active"})
    await owner.world.drain()
    assert (await owner.get(f"/v1/jobs/{job['id']}")).json()["stage_id"] == pipeline["stages"][2]["id"]


async def test_tasks_alone_and_for_an_account(owner: Client, employee: Client) -> None:
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    alone = await owner.made("/v1/tasks", {"title": "Alone"})
    theirs = await owner.made("/v1/tasks", {"title": "For Rossi", "account_id": account["id"]})
    changed = (await owner.send("PATCH", f"/v1/tasks/{alone['id']}", {"title": "Still alone"})).json()
    assert (await owner.send("PATCH", f"/v1/tasks/{alone['id']}", {"title": "Still alone"})).json()[
        "version"
    ] == changed["version"]
    assert (
        await owner.send("PATCH", f"/v1/tasks/{alone['id']}", {"title": "x"}, **{"If-Match": '"1"'})
    ).status_code == 412
    assert (await owner.get(f"/v1/tasks/{theirs['id']}")).json()["account_name"] == "Rossi"
    assert (await employee.send("PATCH", f"/v1/tasks/{theirs['id']}", {"title": "x"})).status_code == 404
    assert (await employee.post("/v1/tasks", {"title": "x", "account_id": account["id"]})).status_code == 404
    assert (await employee.send("PATCH", f"/v1/tasks/{alone['id']}", {"title": "Ours"})).status_code == 200
    mine = {"assignee_ids": [str(employee.member.id)]}
    await owner.send("PATCH", f"/v1/tasks/{theirs['id']}", mine)
    assert (
        await employee.send("PATCH", f"/v1/tasks/{theirs['id']}", {"status": "completed"})
    ).status_code == 200
    assert [t["title"] for t in (await owner.get("/v1/tasks", status="completed")).json()["data"]] == [
        "For Rossi"
    ]
    _, job = await travelling(owner)
    of_job = await owner.made("/v1/tasks", {"title": "Of a job", "job_id": job["id"], "status": "completed"})
    assert of_job["completed_at"] is not None
    assert (await employee.send("PATCH", f"/v1/tasks/{of_job['id']}", {"title": "x"})).status_code == 404


async def test_a_failed_run_is_tried_again(owner: Client) -> None:
    pipeline, job = await travelling(owner, MAIL, TASK)
    await move(owner, job, pipeline, 1)
    done, failed = await runs_of(owner, job)
    assert (failed["state"], failed["error"]["code"], done["state"]) == (
        "failed",
        "no_recipients",
        "succeeded",
    )
    assert (await owner.get("/v1/runs", state="failed")).json()["data"][0]["id"] == failed["id"]
    refused = await owner.post(f"/v1/runs/{done['id']}/retry")
    assert refused.json()["code"] == "run_is_not_failed"
    contact = await owner.made("/v1/contacts", {"first_name": "Rita", "emails": ["r@client.example"]})
    await owner.made(f"/v1/accounts/{job['account_id']}/contacts", {"contact_id": contact["id"]})
    assert (await owner.post(f"/v1/runs/{failed['id']}/retry")).status_code == 202
    await owner.world.drain()
    assert len((await owner.get("/v1/mail-log")).json()["data"]) == 1
    async with owner.world.database.writing(owner.world.firm.id) as writing:
        await writing.driver.execute("UPDATE effects SET state = 'failed'")
        await writing.driver.execute("UPDATE runs SET state = 'failed' WHERE action = 'send_email'")
    assert (await owner.post(f"/v1/runs/{failed['id']}/retry")).status_code == 202
    await owner.world.drain()
    [mail] = (await owner.get("/v1/mail-log")).json()["data"]
    assert mail["state"] == "waiting"


async def test_a_run_of_a_stage_that_was_left_is_not_tried_again(owner: Client) -> None:
    pipeline, job = await travelling(owner, MAIL)
    await move(owner, job, pipeline, 1)
    [failed] = await runs_of(owner, job)
    await move(owner, job, pipeline, 2)
    assert (await owner.post(f"/v1/runs/{failed['id']}/retry")).json()["code"] == "job_has_moved_on"


async def test_a_run_whose_automation_is_gone_says_so(owner: Client) -> None:
    pipeline, job = await travelling(owner, MAIL)
    await move(owner, job, pipeline, 1)
    [failed] = await runs_of(owner, job)
    await owner.send("PUT", f"/v1/stages/{pipeline['stages'][1]['id']}/automations", {"automations": []})
    await owner.post(f"/v1/runs/{failed['id']}/retry")
    await owner.world.drain()
    [run] = await runs_of(owner, job)
    assert (run["state"], run["error"]["code"]) == ("failed", "automation_not_found")


async def test_a_failure_can_stop_the_rest(owner: Client) -> None:
    pipeline, job = await travelling(owner, {**MAIL, "on_failure": "stop_the_rest"}, TASK)
    await move(owner, job, pipeline, 1)
    after, failed = await runs_of(owner, job)
    assert (failed["state"], after["state"]) == ("failed", "skipped")
    assert "failed before it" in after["reason"]


async def test_first_visit_only(owner: Client) -> None:
    pipeline, job = await travelling(owner, {**TASK, "repeat": "first_visit"})
    await move(owner, job, pipeline, 1)
    await move(owner, job, pipeline, 0)
    again = (await move(owner, job, pipeline, 1)).json()
    assert again["plan"][0]["outcome"] == "skipped"
    assert [run["state"] for run in await runs_of(owner, job)] == ["skipped", "succeeded"]


async def test_a_chain_that_is_too_deep_is_stopped(owner: Client) -> None:
    pipeline, job = await travelling(owner, TASK)
    await owner.world.drain()
    await owner.post(f"/v1/jobs/{job['id']}/move", {"stage_id": pipeline["stages"][1]["id"]})
    async with owner.world.database.writing(owner.world.firm.id) as writing:
        await writing.driver.execute(
            "UPDATE events SET cause = jsonb_set(cause, '{depth}', $1::text::jsonb) WHERE state = 0",
            str(MAX_DEPTH + 1),
        )
    await owner.world.drain()
    [run] = await runs_of(owner, job)
    assert run["state"] == "stopped"


async def test_the_feed_tells_each_fact_once_and_in_order(owner: Client) -> None:
    pipeline, job = await travelling(owner)
    await move(owner, job, pipeline, 1)
    seen: list[Any] = []
    query: dict[str, object] = {"type": "job.*", "limit": 1}
    while page := (await owner.get("/v1/events", **query)).json()["data"]:
        seen += page
        query["after"] = (await owner.get("/v1/events", **query)).json()["next_cursor"]
    assert [(event["type"], event["sequence"]) for event in seen] == [
        ("job.created", 1),
        ("job.stage_changed", 2),
    ]
    assert seen[1]["previous_attributes"]["stage_id"] == job["stage_id"]
    assert (await owner.get("/v1/events", after="nonsense")).status_code == 422
    types = {entry["type"] for entry in (await owner.get("/v1/event-types")).json()["data"]}
    assert {"job.stage_changed", "task.completed", "run.failed", "account.tags_changed"} <= types


async def test_a_list_of_jobs_over_their_stages_limit(owner: Client) -> None:
    body = {
        "name": "Limits",
        "stages": [{"name": "A", "limit": {"amount": 2, "unit": "days"}}, {"name": "B"}],
    }
    pipeline = await owner.made("/v1/pipelines", body)
    ids = []
    for name in ("First", "Second", "Done"):
        account = await owner.made("/v1/accounts", {"name": name})
        made = await owner.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_id": account["id"]})
        assert made["data"][0]["limit_at"] is not None
        ids.append(made["data"][0]["id"])
    async with owner.world.database.writing(owner.world.firm.id) as writing:
        await writing.driver.execute(
            "UPDATE jobs SET limit_at = limit_at - interval '9 days' "
            "WHERE firm_id = $1 AND id = ANY($2::uuid[])",
            owner.world.firm.id,
            ids[1:],
        )
    await owner.post(f"/v1/jobs/{ids[2]}/status", {"status": "completed"})

    async def listed(**query: Any) -> Any:
        return (await owner.get("/v1/jobs", pipeline_id=pipeline["id"], **query)).json()

    assert [job["id"] for job in (await listed(over_limit=True))["data"]] == [ids[1]]
    assert {job["id"] for job in (await listed(over_limit=False))["data"]} == {ids[0], ids[2]}
    ordered = await listed(sort="limit_at", limit=1)
    assert ordered["data"][0]["id"] == ids[1]
    more = await listed(sort="limit_at", cursor=ordered["next_cursor"])
    assert [job["id"] for job in more["data"]] == [ids[2], ids[0]]
    assert (await listed(sort="-limit_at"))["data"][0]["id"] == ids[0]
    board = (await owner.get(f"/v1/pipelines/{pipeline['id']}/board")).json()["cards"]
    assert all(isinstance(at, int) for at in board["limit_at"])
