"""Recurrences through the API."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.api.conftest import Client

TODAY = datetime.now(UTC).date()


async def a_schedule(owner: Client, **more: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    pipeline = await owner.made(
        "/v1/pipelines", {"name": "Monthly", "stages": [{"name": "A"}, {"name": "B"}]}
    )
    accounts = [(await owner.made("/v1/accounts", {"name": name}))["id"] for name in ("Rossi", "Bianchi")]
    body = {
        "pipeline_id": pipeline["id"],
        "account_ids": accounts,
        "rule": "FREQ=MONTHLY;BYMONTHDAY=31",
        "starts_on": TODAY.isoformat(),
        "at": "07:30",
        "roll": "before",
        "period_unit": "month",
        "period_offset": -1,
        "template": {"name": "[ACCOUNT_NAME] [PERIOD_MONTH_NAME] [PERIOD_YEAR]", "due_in_days": 10},
        **more,
    }
    return body, (await owner.made("/v1/recurrences", body))["data"][0]


async def test_a_schedule_is_previewed_made_changed_skipped_paused_and_ended(owner: Client) -> None:
    body, made = await a_schedule(owner)
    assert (made["at"], made["roll"], made["state"]) == ("07:30", "before", "active")
    seen = (await owner.post("/v1/recurrence-preview", body)).json()["data"]
    path = f"/v1/recurrences/{made['id']}"
    assert (await owner.get(f"{path}/preview")).json()["data"] == seen
    assert len(seen) == 12
    assert seen[0]["name"].startswith("Rossi ")
    changed = await owner.send(
        "PATCH", path, {"at": "09:00", "ends_on": (TODAY + timedelta(days=800)).isoformat()}
    )
    assert (changed.json()["at"], changed.json()["rule"]) == ("09:00", body["rule"])
    second = seen[1]["date"]
    assert (await owner.post(f"{path}/skip", {"date": second})).json()["skips"] == [second]
    assert (await owner.get(f"{path}/preview")).json()["data"][1]["skipped"] is True
    assert (await owner.post(f"{path}/unskip", {"date": second})).json()["skips"] == []
    assert (await owner.post(f"{path}/skip", {"date": "2020-01-01"})).status_code == 422
    assert (await owner.post(f"{path}/pause")).json()["state"] == "paused"
    assert (await owner.get("/v1/recurrences", state="paused")).json()["data"][0]["account_name"] == "Rossi"
    assert (await owner.post(f"{path}/resume")).json()["state"] == "active"
    assert (await owner.get("/v1/recurrences", sort="next_at")).json()["data"][0][
        "pipeline_name"
    ] == "Monthly"
    assert (await owner.get(f"{path}/occurrences")).json()["data"] == []
    assert (await owner.post(f"{path}/occurrences/{second}/retry")).json()["code"] == "occurrence_not_failed"
    assert (await owner.send("DELETE", path)).status_code == 204
    assert (await owner.get(path)).status_code == 404


async def test_bad_schedules_are_refused_with_their_place(owner: Client) -> None:
    body, _ = await a_schedule(owner)
    for change, pointer in (
        ({"rule": "FREQ=HOURLY"}, "/rule"),
        ({"at": "25:00"}, "/at"),
        ({"template": {"name": "[NONSENSE]"}}, "/template/name"),
        ({"account_id": body["account_ids"][0]}, ""),
    ):
        answer = await owner.post("/v1/recurrences", {**body, **change})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_an_employee_sees_only_schedules_of_their_accounts(owner: Client, employee: Client) -> None:
    _, made = await a_schedule(owner)
    assert (await employee.get("/v1/recurrences")).json()["data"] == []
    for path in ("", "/preview", "/occurrences"):
        assert (await employee.get(f"/v1/recurrences/{made['id']}{path}")).status_code == 404


async def test_a_job_may_be_given_its_period(owner: Client) -> None:
    body, _ = await a_schedule(owner)
    new = {
        "pipeline_id": body["pipeline_id"],
        "account_ids": body["account_ids"],
        "name": "[PERIOD_QUARTER]/[PERIOD_YEAR]",
        "period": {"unit": "quarter", "start": "2026-11-15"},
    }
    job = (await owner.made("/v1/jobs", new))["data"][0]
    assert (job["name"], job["period"]) == ("4/2026", {"unit": "quarter", "start": "2026-10-01"})
    path = f"/v1/jobs/{job['id']}"
    changed = await owner.send("PATCH", path, {"period": {"unit": "year", "start": "2025-06-01"}})
    assert changed.json()["period"] == {"unit": "year", "start": "2025-01-01"}
    assert (await owner.send("PATCH", path, {"period": None})).json()["period"] is None


async def test_there_is_no_test_clock_in_a_real_firm(owner: Client) -> None:
    assert (await owner.post("/v1/test-clock/advance", {"days": 1})).status_code == 404
    async with owner.world.uow() as uow:
        (await uow.firms.current()).demo = True
        await uow.commit()
    then = (await owner.post("/v1/test-clock/advance", {"days": 40})).json()["now"]
    assert then[:10] == (datetime.now(UTC) + timedelta(days=40)).date().isoformat()
    account = await owner.made("/v1/accounts", {"name": "Later"})
    assert account["created_at"][:10] == then[:10]
