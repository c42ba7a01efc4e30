"""Client-facing statuses over the API, and what a job's client sees of it."""

from typing import Any

from tests.api.conftest import Client
from tests.api.test_jobs import travelling

FIELDS = ("client_shown", "client_name", "client_status_id", "client_status_name", "client_description")


def seen(job: Any) -> tuple[object, ...]:
    return tuple(job[name] for name in FIELDS)


async def test_the_list_is_made_ordered_changed_and_removed(owner: Client) -> None:
    first = await owner.made("/v1/client-statuses", {"name": "Filed", "color": "green", "text": "Done."})
    second = await owner.made("/v1/client-statuses", {"name": "In review"})
    path = f"/v1/client-statuses/{second['id']}"
    assert (await owner.send("PATCH", path, {"position": 0})).json()["position"] == 0
    listed = (await owner.get("/v1/client-statuses")).json()["data"]
    assert [(one["name"], one["jobs_count"]) for one in listed] == [("In review", 0), ("Filed", 0)]
    one = await owner.get(f"/v1/client-statuses/{first['id']}")
    assert (one.json()["text"], one.json()["color"]) == ("Done.", "green")
    taken = await owner.post("/v1/client-statuses", {"name": "FILED"})
    assert (taken.status_code, taken.json()["code"]) == (409, "client_status_name_taken")
    assert (await owner.send("DELETE", path)).status_code == 204
    assert (await owner.get(path)).status_code == 404


async def test_the_starting_set_is_made_once(owner: Client) -> None:
    made = await owner.made("/v1/starting-client-statuses", None)
    assert made["data"][0]["name"] == "Waiting for your documents"
    assert (await owner.made("/v1/starting-client-statuses", None))["data"] == []


async def test_a_job_is_hidden_until_it_is_shown_and_each_field_is_set_alone_and_cleared(
    owner: Client,
) -> None:
    status = await owner.made("/v1/client-statuses", {"name": "In review", "text": "We read it."})
    _, job = await travelling(owner)
    path = f"/v1/jobs/{job['id']}"
    assert seen((await owner.get(path)).json()) == (False, None, None, None, None)
    body = {"client_shown": True, "client_name": "Your return", "client_status_id": status["id"]}
    assert (await owner.send("PATCH", path, body)).status_code == 200
    await owner.send("PATCH", path, {"client_description": "Two days more."})
    one = (await owner.get(path)).json()
    assert seen(one) == (True, "Your return", status["id"], "In review", "Two days more.")
    assert one["client_status"]["text"] == "We read it."
    for cleared in ({"client_name": None, "client_status_id": None}, {"client_description": ""}):
        await owner.send("PATCH", path, cleared)
    assert seen((await owner.get(path)).json()) == (True, None, None, None, None)
    history = (await owner.get(f"{path}/history")).json()["data"]
    assert ["Two days more.", None] in [entry["changes"].get("client_description") for entry in history]
    events = (await owner.get("/v1/events", type="job.updated")).json()["data"]
    assert sorted(events[0]["data"]["fields"]) == ["client_name", "client_shown", "client_status_id"]


async def test_jobs_are_made_with_what_the_client_sees_and_found_by_it(owner: Client) -> None:
    status = await owner.made("/v1/client-statuses", {"name": "Filed"})
    pipeline, other = await travelling(owner)
    body = {
        "pipeline_id": pipeline["id"],
        "account_id": other["account_id"],
        "client_shown": True,
        "client_status_id": status["id"],
        "client_description": "Soon.",
    }
    [job] = (await owner.made("/v1/jobs", body))["data"]
    found = (await owner.get("/v1/jobs", client_status_id=status["id"], expand="client_status")).json()[
        "data"
    ]
    assert [(one["id"], one["client_status"]["name"]) for one in found] == [(job["id"], "Filed")]
    hidden = (await owner.get("/v1/jobs", client_shown="false")).json()["data"]
    assert [one["id"] for one in hidden] == [other["id"]]
    assert (await owner.get("/v1/client-statuses")).json()["data"][0]["jobs_count"] == 1


async def test_the_board_tells_it_by_place(owner: Client) -> None:
    status = await owner.made("/v1/client-statuses", {"name": "Filed", "color": "green"})
    pipeline, job = await travelling(owner)
    path = f"/v1/pipelines/{pipeline['id']}/board"
    places = []
    for body in ({"client_status_id": status["id"]}, {"client_shown": True}, {"client_status_id": None}):
        await owner.send("PATCH", f"/v1/jobs/{job['id']}", body)
        places += (await owner.get(path)).json()["cards"]["client"]
    assert places == [0, 2, 1]
    assert (await owner.get(path)).json()["client_statuses"]["name"] == ["Filed"]


async def test_removing_one_that_is_in_use_says_so_and_takes_a_replacement(owner: Client) -> None:
    old, new = [await owner.made("/v1/client-statuses", {"name": name}) for name in ("Old", "New")]
    pipeline, job = await travelling(owner)
    await owner.send("PATCH", f"/v1/jobs/{job['id']}", {"client_status_id": old["id"]})
    path = f"/v1/client-statuses/{old['id']}"
    refused = await owner.send("DELETE", path)
    assert (refused.status_code, refused.json()["code"]) == (409, "client_status_in_use")
    assert refused.json()["jobs"] == 1
    same = await owner.send("DELETE", f"{path}?jobs_to={old['id']}")
    assert (same.status_code, same.json()["errors"][0]["pointer"]) == (422, "jobs_to")
    assert (await owner.send("DELETE", f"{path}?jobs_to={new['id']}")).status_code == 204
    assert (await owner.get(f"/v1/jobs/{job['id']}")).json()["client_status_name"] == "New"
    assert (await owner.send("DELETE", f"/v1/client-statuses/{new['id']}?jobs_to=none")).status_code == 204
    assert (await owner.get(f"/v1/jobs/{job['id']}")).json()["client_status_id"] is None
    board = (await owner.get(f"/v1/pipelines/{pipeline['id']}/board")).json()
    assert board["client_statuses"]["name"] == []


async def test_an_automation_names_a_status_of_the_firm_by_id_or_name(owner: Client) -> None:
    status = await owner.made("/v1/client-statuses", {"name": "In review"})

    def pipeline(wanted: str) -> object:
        shows = {"action": "update_client_status", "settings": {"shown": "show", "status_id": wanted}}
        return {"name": "P", "stages": [{"name": "A"}, {"name": "B", "automations": [shows]}, {"name": "C"}]}

    for wanted in (status["id"], "in review"):
        made = await owner.made("/v1/pipelines", pipeline(wanted))
        assert made["stages"][1]["automations"][0]["settings"]["status_id"] == status["id"]
    refused = await owner.post("/v1/pipelines", pipeline("Lost"))
    [fault] = refused.json()["errors"]
    assert refused.status_code == 422
    assert fault["code"] == "client_status_not_found"
    assert fault["pointer"] == "/stages/1/automations/0/settings/status_id"


async def test_an_employee_reads_the_list_and_changes_it_only_with_the_permission(
    owner: Client, employee: Client
) -> None:
    await owner.made("/v1/client-statuses", {"name": "Filed"})
    listed = (await employee.get("/v1/client-statuses")).json()["data"]
    assert [one["name"] for one in listed] == ["Filed"]
    assert (await employee.post("/v1/client-statuses", {"name": "Mine"})).status_code == 403
    types = {event["type"] for event in (await employee.get("/v1/events")).json()["data"]}
    assert "client_status.created" in types
