"""How a pipeline's automations fare, as the editor shows it."""

from typing import Any

from tests.api.conftest import Client

MAIL = {"action": "send_email", "settings": {"subject": "Hello", "body": "We begin."}}
TASK = {"action": "create_task", "settings": {"title": "Look at it"}}


async def health(owner: Client, pipeline: Any) -> list[Any]:
    answer = await owner.get(f"/v1/pipelines/{pipeline['id']}/health")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["data"])


async def test_each_automation_tells_when_it_ran_and_what_failed(owner: Client) -> None:
    status = {"name": "On hold", "automations": [TASK]}
    stages = [
        {"name": "A", "automations": [MAIL, TASK]},
        {"name": "B", "automations": [{**TASK, "enabled": False}]},
    ]
    pipeline = await owner.made("/v1/pipelines", {"name": "P", "stages": stages, "statuses": [status]})
    for number in range(2):
        account = await owner.made("/v1/accounts", {"name": f"Client {number}"})
        await owner.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_id": account["id"]})
    await owner.world.drain()
    mail, task, off, held = await health(owner, pipeline)
    assert (mail["state"], mail["failed"], mail["succeeded"]) == ("failing", 2, 0)
    assert (task["state"], task["failed"], task["succeeded"]) == ("well", 0, 2)
    assert mail["last_run"]["state"] == "failed"
    assert (await owner.get(f"/v1/runs/{task['last_run']['id']}")).json()["automation_id"] == task[
        "automation_id"
    ]
    assert mail["does"] == "send e-mail “Hello”"
    assert (off["state"], off["last_run"], off["stage_id"]) == ("off", None, pipeline["stages"][1]["id"])
    assert (held["state"], held["status_id"]) == ("never_ran", pipeline["statuses"][0]["id"])


async def test_what_points_at_somebody_who_left_says_so_by_name(owner: Client, employee: Client) -> None:
    theirs = {"action": "create_task", "settings": {"title": "x", "assignee_ids": [str(employee.member.id)]}}
    pipeline = await owner.made(
        "/v1/pipelines", {"name": "P", "stages": [{"name": "A", "automations": [theirs, TASK]}]}
    )
    assert [one["state"] for one in await health(owner, pipeline)] == ["never_ran", "never_ran"]
    answer = await owner.send("DELETE", f"/v1/members/{employee.member.id}")
    assert answer.status_code == 204, answer.text
    [one, other] = await health(owner, pipeline)
    assert (one["state"], one["gone"]) == ("points_at_gone", ["member “Emil Employee”"])
    assert (other["state"], other["gone"]) == ("never_ran", [])


async def test_a_pipeline_that_is_hidden_tells_nothing(owner: Client, employee: Client) -> None:
    pipeline = await owner.made("/v1/pipelines", {"name": "Secret", "visible_to": []})
    assert (await employee.get(f"/v1/pipelines/{pipeline['id']}/health")).status_code == 404
