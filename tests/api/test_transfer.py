"""Transfers over the API: the same body as a move, and both boards told."""

import json
from typing import Any

from api.events.visible import Visible
from domain.shared.rights import Rights
from persistence.feed import events_after
from tests.api.conftest import Client

TASK = {"action": "create_task", "settings": {"title": "Do it"}}


async def two(owner: Client, **more: object) -> tuple[Any, Any, Any]:
    """Two pipelines, and a job in the first stage of the first."""
    sales = await owner.made(
        "/v1/pipelines", {"name": "Sales", "stages": [{"name": "Asked"}, {"name": "Won"}]}
    )
    stages = [{"name": "In", "automations": [TASK], **more}, {"name": "Out"}]
    work = await owner.made("/v1/pipelines", {"name": "Work", "stages": stages})
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    body = {"pipeline_id": sales["id"], "account_id": account["id"]}
    return sales, work, (await owner.made("/v1/jobs", body))["data"][0]


async def board(client: Client, pipeline: Any, tag: str | None = None) -> tuple[list[str], str]:
    """The ids of the cards, and the tag of this state."""
    answer = await client.get(f"/v1/pipelines/{pipeline['id']}/board")
    return answer.json()["cards"]["id"], answer.headers["etag"]


async def test_a_job_is_transferred_and_taken_back_and_both_boards_show_it(owner: Client) -> None:
    sales, work, job = await two(owner)
    [(left, first), (entered, second)] = [await board(owner, one) for one in (sales, work)]
    assert (left, entered) == ([job["id"]], [])
    path = f"/v1/jobs/{job['id']}/transfer"
    answer = (await owner.post(path, {"stage_id": work["stages"][0]["id"]})).json()
    assert (answer["job"]["pipeline_id"], answer["changed"]) == (work["id"], True)
    assert [entry["outcome"] for entry in answer["plan"]] == ["will_run"]
    assert answer["undo_until"] is not None
    [(left, third), (entered, fourth)] = [await board(owner, one) for one in (sales, work)]
    assert (left, entered) == ([], [job["id"]])
    assert (first != third, second != fourth) == (True, True)
    await owner.world.drain()
    undone = (await owner.post(f"/v1/jobs/{job['id']}/move/undo", {})).json()
    assert undone["job"]["pipeline_id"] == sales["id"]
    [(left, fifth), (entered, sixth)] = [await board(owner, one) for one in (sales, work)]
    assert (left, entered) == ([job["id"]], [])
    assert (fifth != third, sixth != fourth) == (True, True)
    types = [event["type"] for event in (await owner.get("/v1/events", type="job.*")).json()["data"]]
    assert types == ["job.created", "job.transferred", "job.move_undone"]
    kinds = (await owner.get("/v1/event-types")).json()["data"]
    assert "job.transferred" in {kind["type"] for kind in kinds}


async def test_a_move_with_a_stage_of_another_pipeline_is_refused_and_names_transfer(owner: Client) -> None:
    sales, work, job = await two(owner)
    body = {"stage_id": work["stages"][0]["id"]}
    for path in ("move", "move/preview"):
        refused = await owner.post(f"/v1/jobs/{job['id']}/{path}", body)
        assert (refused.status_code, refused.json()["code"]) == (409, "stage_of_another_pipeline")
        assert "Transfer the job" in refused.json()["detail"]
        assert refused.json()["pipeline_id"] == work["id"]
    plain = await owner.post(f"/v1/jobs/{job['id']}/transfer", {"stage_id": sales["stages"][1]["id"]})
    assert plain.json()["job"]["stage_id"] == sales["stages"][1]["id"]


async def test_the_preview_of_a_transfer_tells_requirements_and_plan_and_changes_nothing(
    owner: Client,
) -> None:
    asks = [{"kind": "field", "field": "due_date"}]
    _, work, job = await two(owner, requirements=asks, automove=True)
    body = {"stage_id": work["stages"][0]["id"]}
    preview = (await owner.post(f"/v1/jobs/{job['id']}/transfer/preview", body)).json()
    assert [one["code"] for one in preview["requirements"]] == ["field_missing"]
    assert (len(preview["plan"]), preview["next_stage_id"]) == (1, work["stages"][1]["id"])
    refused = await owner.post(f"/v1/jobs/{job['id']}/transfer", body)
    assert (refused.status_code, refused.json()["code"]) == (409, "requirements_unmet")
    why = {**body, "override_reason": "The client waits"}
    assert (await owner.post(f"/v1/jobs/{job['id']}/transfer", why)).json()["changed"] is True
    history = (await owner.get(f"/v1/jobs/{job['id']}/history")).json()["data"]
    assert history[0]["data"]["override_reason"] == "The client waits"


async def test_transfers_in_bulk_are_judged_one_by_one(owner: Client) -> None:
    sales, work, job = await two(owner, wip_limit={"amount": 1})
    body = {"pipeline_id": sales["id"], "account_id": job["account_id"]}
    other = (await owner.made("/v1/jobs", body))["data"][0]
    target = work["stages"][0]["id"]
    operations = [{"op": "transfer", "job_id": one["id"], "stage_id": target} for one in (job, other)]
    answer = (await owner.post("/v1/jobs/bulk", {"operations": operations})).json()
    assert [one["code"] for one in answer["data"]] == [None, "requirements_unmet"]
    assert answer["data"][0]["job"]["pipeline_id"] == work["id"]


async def test_who_does_not_see_where_the_job_went_is_told_that_it_left_and_no_more(
    owner: Client, employee: Client
) -> None:
    sales, work, job = await two(owner)
    mine = {"member_ids": [str(employee.member.id)]}
    await owner.send("PUT", f"/v1/accounts/{job['account_id']}/access", mine)
    await owner.send("PATCH", f"/v1/pipelines/{work['id']}", {"visible_to": []})
    place = ("0", 0)
    seen, _ = await board(employee, sales)
    assert seen == [job["id"]]
    hidden = await employee.post(f"/v1/jobs/{job['id']}/transfer", {"stage_id": work["stages"][0]["id"]})
    assert (hidden.status_code, hidden.json()["code"]) == (404, "stage_not_found")
    await owner.post(f"/v1/jobs/{job['id']}/transfer", {"stage_id": work["stages"][0]["id"]})
    rights = Rights(member_id=employee.member.id)
    async with owner.world.database.reading(owner.world.firm.id) as reading:
        rows = await events_after(reading, owner.world.firm.id, place, limit=200, type_like="job.%")
        visible = await Visible.of(reading, owner.world.firm.id, rows, [Watching(rights)])
    told = [row for row in (visible.told(row, rights) for row in rows) if row is not None]
    assert [row.type for row in told] == ["board.left"]
    assert json.loads(told[0].envelope)["data"] == {"object": {"id": sales["id"]}}
    nobody = Rights(member_id=owner.member.id)
    assert [visible.told(row, nobody) for row in rows] == [None, None]
    feed = (await employee.get("/v1/events", type="job.*")).json()["data"]
    assert feed == []
    assert (await board(employee, sales))[0] == []


class Watching:
    """A watcher with these rights."""

    def __init__(self, rights: Rights) -> None:
        self.rights = rights
