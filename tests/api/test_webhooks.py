from typing import Any
from uuid import UUID

import httpx
import pytest
from limits import parse

from api.app import create_app
from api.services import Services
from api.throttle import Throttle
from domain.automations.callback import Callback
from domain.firms.webhook_secret import signing_secrets
from domain.shared.master_key import MasterKey
from persistence.database import Database
from tests.api.conftest import MASTER, Client
from tests.workers.receiver import Receiver, calling, receiving
from tests.workers.working import Working

SECRET = "/v1/firm/webhook-secret"


async def a_waiting_job(owner: Client, url: str, wait: str = "callback") -> Any:
    """A job whose first stage calls the URL and waits for it; its automations have run."""
    call = {"action": "call_webhook", "settings": {"url": url, "wait": wait}}
    stages = [{"name": "File", "automove": True, "automations": [call]}, {"name": "Filed"}, {"name": "End"}]
    pipeline = await owner.made("/v1/pipelines", {"name": "Filing", "stages": stages})
    account = await owner.made("/v1/accounts", {"name": "Rossi", "number": "77"})
    made = await owner.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_id": account["id"]})
    await owner.world.drain()
    return made["data"][0], pipeline


async def items(owner: Client, job: Any) -> Any:
    return (await owner.get(f"/v1/jobs/{job['id']}/items")).json()["data"]


async def stage_of(owner: Client, job: Any) -> str:
    await owner.world.drain()
    return str((await owner.get(f"/v1/jobs/{job['id']}")).json()["stage_id"])


async def token_of(owner: Client, job: Any) -> str:
    [item] = await items(owner, job)
    return Callback(owner.world.firm.id, UUID(job["id"]), UUID(item["id"])).token(MASTER)


async def called(database: Database, owner: Client, receiver: Receiver) -> str:
    """Let the call leave; the path that it may be called back by."""
    working = Working(database)
    for effect in await working.effects(owner.world):
        await calling(working).effect(effect)
    url: str = receiver.requests[-1].json["data"]["callback_url"]
    return url.removeprefix("https://tickmark.example")


@pytest.fixture
def stranger(services: Services) -> httpx.AsyncClient:
    """Somebody without a session."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=create_app(services)), base_url="http://x")


async def test_whoever_holds_the_callback_url_frees_the_job(
    owner: Client, stranger: httpx.AsyncClient, database: Database
) -> None:
    async with receiving() as receiver:
        job, pipeline = await a_waiting_job(owner, receiver.url)
        path = await called(database, owner, receiver)
    assert await stage_of(owner, job) == pipeline["stages"][0]["id"]
    answer = await stranger.post(path, json={"note": " Filed as 4711. "})
    assert (answer.status_code, answer.content) == (204, b"")
    assert await stage_of(owner, job) == pipeline["stages"][1]["id"]
    [item] = await items(owner, job)
    assert (item["type"], item["title"]) == ("webhook", "Answer of 127.0.0.1")
    assert (item["resolution"], item["text"]) == ("called_back", "Filed as 4711.")


async def test_calling_back_again_changes_nothing(owner: Client, stranger: httpx.AsyncClient) -> None:
    job, _ = await a_waiting_job(owner, "http://127.0.0.1:9/")
    path = f"/v1/callbacks/{await token_of(owner, job)}"
    answers = [await stranger.post(path), await stranger.post(path, json={"note": "again"})]
    assert [answer.status_code for answer in answers] == [204, 204]
    [item] = await items(owner, job)
    assert item["text"] is None
    history = (await owner.get(f"/v1/jobs/{job['id']}/history")).json()["data"]
    [resolved] = [entry for entry in history if entry["type"] == "job.item_resolved"]
    assert resolved["data"]["resolution"] == "called_back"


async def test_what_is_no_callback_is_not_found(owner: Client, stranger: httpx.AsyncClient) -> None:
    job, _ = await a_waiting_job(owner, "http://127.0.0.1:9/")
    [item] = await items(owner, job)
    ids = (owner.world.firm.id, UUID(job["id"]), UUID(item["id"]))
    real = Callback(*ids).token(MASTER)
    tokens = [
        "x",
        real[:-1] + ("A" if real[-1] != "A" else "B"),
        real + "A",
        Callback(*ids).token(MasterKey(bytes(32))),
        Callback(ids[0], ids[1], owner.world.context().new_id()).token(MASTER),
        Callback(ids[0], owner.world.context().new_id(), ids[2]).token(MASTER),
        Callback(owner.world.context().new_id(), ids[1], ids[2]).token(MASTER),
    ]
    answers = [await stranger.post(f"/v1/callbacks/{token}") for token in tokens]
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {
        (404, "callback_not_found")
    }
    await owner.send("DELETE", f"/v1/jobs/{job['id']}/items/{item['id']}")
    assert (await stranger.post(f"/v1/callbacks/{real}")).status_code == 404


async def test_a_callback_says_a_note_and_nothing_else(owner: Client, stranger: httpx.AsyncClient) -> None:
    job, _ = await a_waiting_job(owner, "http://127.0.0.1:9/")
    path = f"/v1/callbacks/{await token_of(owner, job)}"
    bad: list[Any] = [{"note": "x" * 2001}, {"note": 5}, {"status": "done"}, [], {"note": "a\u0000b"}]
    assert [(await stranger.post(path, json=body)).status_code for body in bad] == [422] * len(bad)
    form = await stranger.post(path, data={"note": "x"})
    assert form.status_code == 415
    assert (await stranger.post(path, content=b"x" * 2**20 + b"x")).status_code == 413
    assert (await stranger.post(f"{path}?a=b")).status_code == 422
    assert [item["resolved_at"] for item in await items(owner, job)] == [None]


async def test_a_callback_has_a_limit(database: Database) -> None:
    throttle = Throttle(per_account=parse("2/minute"), per_address=parse("3/minute"))
    app = create_app(Services(database=database, master_key=MASTER, callbacks=throttle))
    http = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://x")
    statuses = [(await http.post("/v1/callbacks/nothing")).status_code for _ in range(3)]
    assert statuses == [404, 404, 429]


async def test_a_server_without_its_key_knows_no_callbacks_and_no_secret(
    owner: Client, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, _ = await a_waiting_job(owner, "http://127.0.0.1:9/")
    path = f"/v1/callbacks/{await token_of(owner, job)}"
    monkeypatch.setattr(services, "master_key", None)
    assert (await owner.post(path)).status_code == 404
    for answer in (await owner.get(SECRET), await owner.post(f"{SECRET}/rotate")):
        assert (answer.status_code, answer.json()["code"]) == (409, "no_master_key")


async def test_the_mover_settles_what_waits_and_an_undo_opens_it_again(owner: Client) -> None:
    job, pipeline = await a_waiting_job(owner, "http://127.0.0.1:9/")
    [item] = await items(owner, job)
    move = {
        "stage_id": pipeline["stages"][2]["id"],
        "open_items": [{"item_id": item["id"], "decision": "cancel"}],
        "hold_seconds": 60,
    }
    shown = (await owner.post(f"/v1/jobs/{job['id']}/move/preview", move)).json()["open_items"]
    assert [one["title"] for one in shown] == ["Answer of 127.0.0.1"]
    assert (await owner.post(f"/v1/jobs/{job['id']}/move", move)).status_code == 200
    [item] = await items(owner, job)
    assert item["resolution"] == "canceled"
    await owner.world.drain()
    assert (await owner.post(f"/v1/jobs/{job['id']}/move/undo")).status_code == 200
    [item] = await items(owner, job)
    assert (item["resolution"], item["in_present_visit"]) == (None, True)


async def test_a_callback_that_came_meanwhile_outlives_the_undo(
    owner: Client, stranger: httpx.AsyncClient
) -> None:
    job, pipeline = await a_waiting_job(owner, "http://127.0.0.1:9/")
    [item] = await items(owner, job)
    token = await token_of(owner, job)
    decision = {"item_id": item["id"], "decision": "done"}
    move = {"stage_id": pipeline["stages"][2]["id"], "open_items": [decision], "hold_seconds": 60}
    await owner.post(f"/v1/jobs/{job['id']}/move", move)
    assert (await stranger.post(f"/v1/callbacks/{token}", json={"note": "Done."})).status_code == 204
    await owner.post(f"/v1/jobs/{job['id']}/move/undo")
    [item] = await items(owner, job)
    assert (item["resolution"], item["text"]) == ("called_back", "Done.")


async def test_what_waits_for_an_answer_may_go_along_too(owner: Client, stranger: httpx.AsyncClient) -> None:
    job, pipeline = await a_waiting_job(owner, "http://127.0.0.1:9/")
    token = await token_of(owner, job)
    move = {"stage_id": pipeline["stages"][2]["id"], "other_items": "carry"}
    assert (await owner.post(f"/v1/jobs/{job['id']}/move", move)).status_code == 200
    assert [item["in_present_visit"] for item in await items(owner, job)] == [True]
    history = (await owner.get(f"/v1/jobs/{job['id']}/history")).json()["data"]
    [carried] = [entry["data"]["title"] for entry in history if entry["type"] == "job.item_carried"]
    assert carried == "Answer of 127.0.0.1"
    assert (await stranger.post(f"/v1/callbacks/{token}")).status_code == 204
    assert [item["resolution"] for item in await items(owner, job)] == ["called_back"]


async def test_an_item_that_is_left_open_stays_behind(owner: Client) -> None:
    job, pipeline = await a_waiting_job(owner, "http://127.0.0.1:9/")
    [item] = await items(owner, job)
    decision = {"item_id": item["id"], "decision": "leave"}
    move = {"stage_id": pipeline["stages"][2]["id"], "open_items": [decision]}
    assert (await owner.post(f"/v1/jobs/{job['id']}/move", move)).status_code == 200
    [item] = await items(owner, job)
    assert (item["resolution"], item["in_present_visit"]) == (None, False)


async def test_detaching_the_item_of_a_failed_call_lets_the_job_go_when_something_else_is_done(
    owner: Client, database: Database
) -> None:
    job, pipeline = await a_waiting_job(owner, "http://127.0.0.1:9/", "answer")
    await owner.made("/v1/tasks", {"title": "By hand", "job_id": job["id"]})
    async with owner.world.uow() as uow:
        [run] = await uow.runs.of_visit(UUID(job["visit_id"]))
        run.fail("delivery_failed", "Nobody there.", owner.world.context())
        await uow.commit()
    task, waiting = await items(owner, job)
    await owner.send("PATCH", f"/v1/tasks/{task['task_id']}", {"status": "completed"})
    assert await stage_of(owner, job) == pipeline["stages"][0]["id"]
    await owner.send("DELETE", f"/v1/jobs/{job['id']}/items/{waiting['id']}")
    assert await stage_of(owner, job) == pipeline["stages"][1]["id"]


async def test_the_run_log_shows_the_answer_and_the_mail_log_nothing(
    owner: Client, database: Database
) -> None:
    async with receiving() as receiver:
        job, _ = await a_waiting_job(owner, receiver.url)
        await called(database, owner, receiver)
    [run] = (await owner.get(f"/v1/jobs/{job['id']}/runs")).json()["data"]
    [told] = run["made"][0]["attempts"]
    assert (run["state"], told["number"], told["status"], told["text"]) == ("succeeded", 1, 200, "thank you")
    assert (await owner.get("/v1/mail-log")).json()["data"] == []


@pytest.mark.parametrize("url", ["https://10.0.0.1/", "https://a:b@example.com/", "x"])
async def test_a_url_that_no_request_goes_to_is_refused_when_it_is_saved(owner: Client, url: str) -> None:
    call = {"action": "call_webhook", "settings": {"url": url}}
    stages = [{"name": "A", "automations": [call]}, {"name": "B"}]
    answer = await owner.post("/v1/pipelines", {"name": "P", "stages": stages})
    assert answer.status_code == 422
    [fault] = answer.json()["errors"]
    assert (fault["pointer"].rpartition("/settings/")[2], fault["code"]) == ("url", "address_refused")


async def test_the_secret_is_for_those_who_manage_integrations(owner: Client, employee: Client) -> None:
    for answer in (await employee.get(SECRET), await employee.post(f"{SECRET}/rotate")):
        assert (answer.status_code, answer.json()["permission"]) == (403, "manage_integrations")
    await owner.send("PATCH", f"/v1/members/{employee.member.id}", {"permissions": ["manage_integrations"]})
    shown = await employee.get(SECRET)
    assert shown.headers["cache-control"] == "no-store"
    assert (shown.json()["secret"], shown.json()["former_until"]) == (
        signing_secrets(owner.world.firm, MASTER, owner.world.context().now)[0],
        None,
    )


async def test_a_rotated_secret_is_told_once(owner: Client, database: Database) -> None:
    first = (await owner.get(SECRET)).json()["secret"]
    turned = await owner.post(f"{SECRET}/rotate", **{"Idempotency-Key": "turn"})
    again = await owner.post(f"{SECRET}/rotate", **{"Idempotency-Key": "turn"})
    shown = (await owner.get(SECRET)).json()
    assert turned.json() == shown
    assert (shown["number"], shown["secret"] != first) == (2, True)
    assert again.json() == {key: value for key, value in shown.items() if key != "secret"}
    assert again.headers["idempotent-replayed"] == "true"
    async with database.reading(owner.world.firm.id) as reading:
        kept = await reading.driver.fetchval(
            "SELECT string_agg(body, '') FROM idempotency_keys WHERE firm_id = $1", owner.world.firm.id
        )
    assert "whsec_" not in kept
