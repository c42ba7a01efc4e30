"""The path that every integration walks: pipeline, account, job, move, task, automove."""

from persistence.ids import new_id
from tests.api.conftest import Client

PIPELINE = {
    "name": "1040",
    "stages": [
        {"name": "Collect"},
        {
            "name": "Prepare",
            "automove": True,
            "automations": [{"action": "create_task", "settings": {"title": "Look at it"}}],
        },
        {"name": "Done"},
    ],
}


async def test_a_job_travels_a_pipeline(owner: Client) -> None:
    pipeline = await owner.made("/v1/pipelines", PIPELINE)
    account = await owner.made("/v1/accounts", {"name": "Rossi", "type": "individual", "tags": ["VIP"]})
    assert [tag["name"] for tag in account["tags"]] == ["VIP"]
    [job] = (await owner.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_ids": [account["id"]]}))[
        "data"
    ]
    assert job["stage_id"] == pipeline["stages"][0]["id"]
    prepare, done = pipeline["stages"][1]["id"], pipeline["stages"][2]["id"]
    moved = (await owner.post(f"/v1/jobs/{job['id']}/move", {"stage_id": prepare})).json()
    assert moved["job"]["stage_id"] == prepare
    assert moved["job"]["version"] == job["version"] + 1
    assert [entry["outcome"] for entry in moved["plan"]] == ["will_run"]
    assert moved["undo_until"] is not None
    await owner.world.drain()
    [task] = (await owner.get("/v1/tasks", job_id=job["id"])).json()["data"]
    assert task["title"] == "Look at it"
    done_task = await owner.send("PATCH", f"/v1/tasks/{task['id']}", {"status": "completed"})
    assert done_task.json()["status"] == "completed"
    await owner.world.drain()
    after = (await owner.get(f"/v1/jobs/{job['id']}")).json()
    assert after["stage_id"] == done
    runs = (await owner.get(f"/v1/jobs/{job['id']}/runs")).json()["data"]
    assert [(run["action"], run["state"]) for run in runs] == [("create_task", "succeeded")]
    visits = (await owner.get(f"/v1/jobs/{job['id']}/visits")).json()["data"]
    assert [visit["reason"] for visit in visits] == ["automove", "moved", "created"]


async def test_the_board_shows_it_and_says_when_it_has_not_changed(owner: Client) -> None:
    pipeline = await owner.made("/v1/pipelines", PIPELINE)
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    [job] = (await owner.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_id": account["id"]}))[
        "data"
    ]
    path = f"/v1/pipelines/{pipeline['id']}/board"
    board = await owner.get(path)
    assert board.json()["cards"]["id"] == [job["id"]]
    assert board.json()["accounts"]["name"] == ["Rossi"]
    tag = board.headers["etag"]
    assert (await owner.send("GET", path, **{"If-None-Match": tag})).status_code == 304
    await owner.post(f"/v1/jobs/{job['id']}/move", {"stage_id": pipeline["stages"][2]["id"]})
    changed = await owner.send("GET", path, **{"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.json()["cards"]["stage"] == [2]


async def test_undo_answers_the_job_where_it_was(owner: Client) -> None:
    pipeline = await owner.made("/v1/pipelines", PIPELINE)
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    [job] = (await owner.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_id": account["id"]}))[
        "data"
    ]
    nothing = await owner.post(f"/v1/jobs/{job['id']}/move/undo", {})
    assert (nothing.status_code, nothing.json()["code"]) == (409, "nothing_to_undo")
    await owner.post(f"/v1/jobs/{job['id']}/move", {"stage_id": pipeline["stages"][2]["id"]})
    back = await owner.post(f"/v1/jobs/{job['id']}/move/undo", {})
    assert back.json()["job"]["stage_id"] == job["stage_id"]


async def test_the_same_key_does_the_work_once(owner: Client) -> None:
    key = {"Idempotency-Key": "abc"}
    first = await owner.post("/v1/accounts", {"name": "Once"}, **key)
    again = await owner.post("/v1/accounts", {"name": "Once"}, **key)
    assert again.json() == first.json()
    assert again.headers["idempotent-replayed"] == "true"
    other = await owner.post("/v1/accounts", {"name": "Twice"}, **key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    listed = (await owner.get("/v1/accounts", include="total")).json()
    assert listed["total"] == 1


async def test_a_refusal_is_kept_under_its_key_too(owner: Client) -> None:
    key = {"Idempotency-Key": "refused"}
    body = {"pipeline_id": str(new_id()), "account_id": str(new_id())}
    first = await owner.post("/v1/jobs", body, **key)
    again = await owner.post("/v1/jobs", body, **key)
    assert first.status_code == again.status_code == 404
    assert again.json() == first.json()
    assert again.headers["idempotent-replayed"] == "true"
    assert again.headers["content-type"] == "application/problem+json"


async def test_a_stale_version_is_told_with_the_present_one(owner: Client) -> None:
    pipeline = await owner.made("/v1/pipelines", PIPELINE)
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    [job] = (await owner.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_id": account["id"]}))[
        "data"
    ]
    body = {"stage_id": pipeline["stages"][1]["id"], "expected_version": 7}
    refused = await owner.post(f"/v1/jobs/{job['id']}/move", body)
    assert (refused.status_code, refused.json()["code"], refused.headers["etag"]) == (
        412,
        "stale_version",
        '"1"',
    )


async def test_what_an_employee_may_not_see_does_not_exist(owner: Client, employee: Client) -> None:
    pipeline = await owner.made("/v1/pipelines", PIPELINE)
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    [job] = (await owner.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_id": account["id"]}))[
        "data"
    ]
    assert (await employee.get(f"/v1/jobs/{job['id']}")).status_code == 404
    assert (await employee.get("/v1/jobs")).json()["data"] == []
    board = (await employee.get(f"/v1/pipelines/{pipeline['id']}/board")).json()
    assert board["cards"]["id"] == []
    move = await employee.post(f"/v1/jobs/{job['id']}/move", {"stage_id": pipeline["stages"][1]["id"]})
    assert move.status_code == 404
    access = {"member_ids": [str(employee.member.id)]}
    assert (await owner.send("PUT", f"/v1/accounts/{account['id']}/access", access)).status_code == 200
    assert (await employee.get(f"/v1/jobs/{job['id']}")).status_code == 200


async def test_a_missing_permission_is_named(employee: Client) -> None:
    refused = await employee.post("/v1/pipelines", PIPELINE)
    assert (refused.status_code, refused.json()["permission"]) == (403, "manage_pipelines")


async def test_lists_are_paged_to_their_end(owner: Client) -> None:
    for number in range(5):
        await owner.made("/v1/accounts", {"name": f"Account {number}"})
    seen: list[str] = []
    query: dict[str, object] = {"limit": 2, "sort": "name"}
    while True:
        page = (await owner.get("/v1/accounts", **query)).json()
        seen += [account["name"] for account in page["data"]]
        if not page["has_more"]:
            break
        query["cursor"] = page["next_cursor"]
    assert seen == [f"Account {number}" for number in range(5)]
    assert page["next_cursor"] is None


async def test_what_waits_for_a_day_is_not_shown_as_running(owner: Client) -> None:
    reminder = {
        "action": "create_task",
        "settings": {"title": "Call"},
        "trigger": {"kind": "after", "amount": 3, "unit": "days"},
    }
    pipeline = await owner.made(
        "/v1/pipelines", {"name": "P", "stages": [{"name": "A", "automations": [reminder]}, {"name": "B"}]}
    )
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    await owner.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_id": account["id"]})
    await owner.world.drain()
    board = (await owner.get(f"/v1/pipelines/{pipeline['id']}/board")).json()
    assert (board["cards"]["running"], board["cards"]["failed"]) == ([0], [0])
