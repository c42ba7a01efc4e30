"""What /v1/event-types says of events is so of those that come."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from api.events.event_types import event_types
from tests.api.conftest import Client

LEAST = {
    "account.created", "account.updated", "account.archived", "account.tags_changed", "pipeline.created",
    "pipeline.updated", "pipeline.archived", "job.created", "job.updated", "job.stage_changed", "job.move_undone",
    "job.status_changed", "job.transferred", "job.assigned", "job.completed", "job.reopened", "job.archived",
    "job.overdue", "job.stage_overdue", "task.created", "task.updated", "task.assigned", "task.completed",
    "task.reopened", "task.overdue", "run.succeeded", "run.skipped", "run.failed", "run.stopped",
    "recurrence.job_created", "recurrence.skipped",
}  # fmt: skip
KINDS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


def faults(schema: Mapping[str, Any], value: Any, at: str = "") -> Iterator[str]:
    """What of a value does not fit, for the part of JSON Schema that is used."""
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r}"
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(isinstance(value, KINDS[kind]) for kind in kinds):
        yield f"{at}: {value!r} is none of {kinds}"
        return
    if isinstance(value, dict):
        yield from (f"{at}/{name}: missing" for name in schema.get("required", ()) if name not in value)
        for name, part in schema.get("properties", {}).items():
            if name in value:
                yield from faults(part, value[name], f"{at}/{name}")
    if isinstance(value, list) and "items" in schema:
        for place, one in enumerate(value):
            yield from faults(schema["items"], one, f"{at}/{place}")


async def test_each_type_has_a_schema_and_a_sample_that_fits_it(owner: Client) -> None:
    told = {one["type"]: one for one in (await owner.get("/v1/event-types")).json()["data"]}
    assert told.keys() >= LEAST
    for name, one in told.items():
        assert one["sample"]["type"] == one["schema"]["title"] == name
        assert list(faults(one["schema"], one["sample"])) == []
        assert (
            one["sample"]["data"]["object"].keys()
            == one["schema"]["properties"]["data"]["properties"]["object"]["properties"].keys()
        )


async def test_what_comes_fits_the_schema_of_its_type(owner: Client) -> None:
    task = {"action": "create_task", "settings": {"title": "T", "assignee_ids": [str(owner.member.id)]}}
    stages = [{"name": "A", "limit": {"amount": 1}}, {"name": "B", "automations": [task]}]
    body = {"name": "P", "stages": stages, "statuses": [{"name": "On hold"}]}
    pipeline = await owner.made("/v1/pipelines", body)
    account = await owner.made("/v1/accounts", {"name": "Rossi", "tags": ["VIP"]})
    new = {"pipeline_id": pipeline["id"], "account_id": account["id"], "assignee_ids": [str(owner.member.id)]}
    [job] = (await owner.made("/v1/jobs", new))["data"]
    await owner.send("PATCH", f"/v1/jobs/{job['id']}", {"due_date": "2020-01-31"})
    await owner.post(f"/v1/jobs/{job['id']}/move", {"stage_id": pipeline["stages"][1]["id"]})
    await owner.post(f"/v1/jobs/{job['id']}/status", {"status": "completed"})
    schedule = {
        "pipeline_id": pipeline["id"],
        "account_ids": [account["id"]],
        "rule": "FREQ=MONTHLY",
        "starts_on": "2030-01-01",
    }
    await owner.made("/v1/recurrences", schedule)
    await owner.world.drain()
    schemas = {str(one["type"]): one["schema"] for one in event_types()}
    events = (await owner.get("/v1/events", limit=200)).json()["data"]
    assert len({event["type"] for event in events}) > 8
    for event in events:
        schema: Any = schemas[event["type"]]
        assert list(faults(schema, event)) == []


@pytest.mark.parametrize("unknown", ["job.created_", "job.nonsense", "nonsense.*", "nonsense", "jo.*"])
async def test_an_unknown_type_is_no_filter(owner: Client, unknown: str) -> None:
    answer = await owner.get("/v1/events", type=unknown)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "type")
    for known in ("job.stage_changed", "recurrence.*", "client_status.created"):
        assert (await owner.get("/v1/events", type=known)).status_code == 200
