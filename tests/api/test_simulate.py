"""A pipeline tested with an account, and what a preview tells."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.api.conftest import Client
from tests.api.test_jobs import MAIL, move, runs_of, travelling

STAGES = [
    {
        "name": "Collect",
        "automove": True,
        "automations": [
            {"action": "create_task", "settings": {"title": "Ask [ACCOUNT_NAME]", "due_in_days": 2}},
            {"action": "send_email", "settings": {"subject": "Hello [ACCOUNT_NAME]", "body": "We begin."}},
        ],
    },
    {"name": "Extension", "conditions": [{"kind": "account_type", "in": ["company"]}]},
    {
        "name": "Prepare",
        "automations": [{"action": "update_job", "settings": {"priority": "high", "due_in_days": 9}}],
    },
    {"name": "Done"},
]


async def everything(owner: Client) -> dict[str, int]:
    """How many rows of the firm each table has; who is signed in was seen just now."""
    async with owner.world.database.reading(owner.world.firm.id) as reading:
        names = await reading.driver.fetch(
            "SELECT table_name FROM information_schema.columns WHERE column_name = 'firm_id' "
            "AND table_schema = 'public' AND table_name <> 'sessions'"
        )
        return {
            row["table_name"]: await reading.driver.fetchval(f"SELECT count(*) FROM {row['table_name']}")
            for row in names
        }


async def a_pipeline(owner: Client) -> tuple[Any, Any]:
    pipeline = await owner.made("/v1/pipelines", {"name": "1040 [CURRENT_YEAR]", "stages": STAGES})
    return pipeline, await owner.made("/v1/accounts", {"name": "Rossi"})


async def test_the_whole_way_is_told_and_nothing_is_done(owner: Client) -> None:
    pipeline, account = await a_pipeline(owner)
    await owner.world.drain()
    before = await everything(owner)
    answer = await owner.post(f"/v1/pipelines/{pipeline['id']}/simulate", {"account_id": account["id"]})
    assert answer.status_code == 200, answer.text
    assert await everything(owner) == before
    assert before["events"] > 0
    way = answer.json()
    assert [(step["name"], step["came_by"], step["goes_on"]["how"]) for step in way["steps"]] == [
        ("Collect", "created", "automove"),
        ("Prepare", "automove", "person"),
        ("Done", "person", "ends"),
    ]
    assert way["job"]["name"].startswith("1040 20")
    [task, mail] = way["steps"][0]["plan"]
    assert {"label": "Task", "text": "Ask Rossi"} in task["lines"]
    assert mail["would_fail"] == "“Rossi” has no contact with an e-mail address who is notified."
    assert way["steps"][0]["waits_for"][0]["title"] == "Ask Rossi"
    [skipped] = way["steps"][0]["goes_on"]["skipped"]
    assert (skipped["name"], skipped["reason"]) == (
        "Extension",
        "Not met: account is company (it is individual).",
    )
    assert len(way["assumptions"]) == 2


async def test_stage_name_dates_and_people_may_be_chosen(owner: Client) -> None:
    pipeline, account = await a_pipeline(owner)
    body = {
        "account_id": account["id"],
        "stage_id": pipeline["stages"][2]["id"],
        "name": "[ACCOUNT_NAME] again",
        "due_date": "2030-04-15",
        "priority": "low",
        "assignee_ids": [str(owner.member.id)],
    }
    way = (await owner.post(f"/v1/pipelines/{pipeline['id']}/simulate", body)).json()
    assert way["job"] == {
        "name": "Rossi again",
        "account_name": "Rossi",
        "due_date": "2030-04-15",
        "priority": "low",
        "assignee_ids": [str(owner.member.id)],
    }
    assert [step["name"] for step in way["steps"]] == ["Prepare", "Done"]


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"account_id": str(uuid4())}, 404),
        ({"stage_id": str(uuid4())}, 404),
        ({"assignee_ids": [str(uuid4())]}, 404),
        ({"name": "[NONSENSE]"}, 422),
        ({"name": "[ACCOUNT_ID]"}, 409),
        ({"priority": "very"}, 422),
    ],
)
async def test_what_is_not_there_or_makes_no_sense_is_refused(
    owner: Client, wrong: dict[str, object], status: int
) -> None:
    pipeline, account = await a_pipeline(owner)
    body = {"account_id": account["id"], **wrong}
    assert (await owner.post(f"/v1/pipelines/{pipeline['id']}/simulate", body)).status_code == status


async def test_pipeline_and_account_must_be_seen(owner: Client, employee: Client) -> None:
    pipeline, account = await a_pipeline(owner)
    path, body = f"/v1/pipelines/{pipeline['id']}/simulate", {"account_id": account["id"]}
    assert (await employee.post(path, body)).status_code == 404
    access = {"member_ids": [str(employee.member.id)]}
    await owner.send("PUT", f"/v1/accounts/{account['id']}/access", access)
    assert (await employee.post(path, body)).status_code == 200
    await owner.send("PATCH", f"/v1/pipelines/{pipeline['id']}", {"visible_to": [str(owner.member.id)]})
    assert (await employee.post(path, body)).status_code == 404


async def test_a_preview_tells_what_would_be_made_and_what_would_fail(owner: Client) -> None:
    task = {"action": "create_task", "settings": {"title": "Sign [JOB_NAME]", "due_in_days": 0}}
    pipeline, job = await travelling(owner, task, MAIL)
    path, body = f"/v1/jobs/{job['id']}/move/preview", {"stage_id": pipeline["stages"][1]["id"]}
    [told, fails] = (await owner.post(path, body)).json()["plan"]
    assert told["lines"][0] == {"label": "Task", "text": f"Sign {job['name']}"}
    assert told["would_fail"] is None
    assert "no contact" in fails["would_fail"]
    moved = (await move(owner, job, pipeline, 1)).json()
    assert moved["plan"] == [told, fails]
    [_, failed] = sorted(await runs_of(owner, job), key=lambda run: run["action"])
    assert failed["error"]["detail"] == fails["would_fail"]


async def test_roles_of_an_earlier_automation_count_in_the_plan_of_a_move(owner: Client) -> None:
    role = await owner.made("/v1/account-roles", {"name": "Preparer"})
    assigns = {"action": "update_job", "settings": {"role_ids": [role["id"]]}}
    hers = {"kind": "assignee", "in": [str(owner.member.id)]}
    warns = {"action": "link_note", "settings": {"title": "n", "text": "t"}, "conditions": [hers]}
    later = {**warns, "trigger": {"kind": "after", "amount": 1, "unit": "days"}}
    pipeline, job = await travelling(owner, assigns, warns, later)
    roles = {"roles": [{"role_id": role["id"], "member_ids": [str(owner.member.id)]}]}
    await owner.send("PUT", f"/v1/accounts/{job['account_id']}/roles", roles)
    moved = (await move(owner, job, pipeline, 1)).json()
    assert [entry["outcome"] for entry in moved["plan"]] == ["will_run", "will_run", "planned"]


async def test_what_settings_name_is_looked_up_and_what_is_gone_is_told(owner: Client) -> None:
    field = await owner.made("/v1/custom-fields", {"name": "Fiscal year end", "type": "text"})
    status = await owner.made("/v1/client-statuses", {"name": "In good hands"})
    other = await owner.made("/v1/pipelines", {"name": "Payroll", "stages": [{"name": "Begin"}]})
    told = {"action": "update_client_status", "settings": {"status_id": status["id"]}}
    writes = {
        "action": "link_note",
        "settings": {"title": f"Ends [{field['code']}], [FIRM_NAME]", "text": "x"},
    }
    makes = {"action": "create_job", "settings": {"pipeline_id": other["id"]}}
    pipeline, job = await travelling(owner, told, writes, makes)
    values = {"custom_fields": {field["id"]: "in June"}}
    assert (await owner.send("PATCH", f"/v1/accounts/{job['account_id']}", values)).status_code == 200
    path, body = f"/v1/jobs/{job['id']}/move/preview", {"stage_id": pipeline["stages"][1]["id"]}
    plan = (await owner.post(path, body)).json()["plan"]
    lines = [entry["lines"][0]["text"] for entry in plan]
    assert lines == ["In good hands", "Ends in June, Ledger & Co", job["name"]]
    await owner.world.erased("pipelines", UUID(other["id"]))
    plan = (await owner.post(path, body)).json()["plan"]
    assert plan[2]["would_fail"] == "There is no such pipeline."
