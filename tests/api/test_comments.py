"""Comments of jobs: who may write, who is told, what is kept."""

from typing import Any

from domain.firms.model import MemberStatus
from tests.api.conftest import Client


async def a_job(owner: Client) -> dict[str, Any]:
    stages = [{"name": "A"}, {"name": "B"}]
    pipeline = await owner.made("/v1/pipelines", {"name": "Returns", "stages": stages})
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    body = {"pipeline_id": pipeline["id"], "account_id": account["id"]}
    job: dict[str, Any] = (await owner.made("/v1/jobs", body))["data"][0]
    return job


async def let_in(owner: Client, job: dict[str, Any], *others: Client) -> None:
    ids = [str(one.member.id) for one in (owner, *others)]
    path = f"/v1/accounts/{job['account_id']}/access"
    assert (await owner.send("PUT", path, {"member_ids": ids})).status_code == 200


async def inbox(client: Client) -> list[str]:
    return [one["text"] for one in (await client.get("/v1/notifications")).json()["data"]]


async def test_comments_are_listed_newest_first_edited_and_deleted(owner: Client) -> None:
    job = await a_job(owner)
    path = f"/v1/jobs/{job['id']}/comments"
    made = [await owner.made(path, {"text": f"  Note {number} "}) for number in range(3)]
    assert (made[0]["text"], made[0]["author"]["name"], made[0]["edited_at"]) == (
        "Note 0",
        "Olive Owner",
        None,
    )
    first = (await owner.get(path, limit=2)).json()
    assert [one["text"] for one in first["data"]] == ["Note 2", "Note 1"]
    rest = (await owner.get(path, limit=2, cursor=first["next_cursor"])).json()
    assert ([one["text"] for one in rest["data"]], rest["has_more"]) == (["Note 0"], False)
    assert rest["data"][0] == made[0]

    one = f"{path}/{made[0]['id']}"
    same = await owner.send("PATCH", one, {"text": "Note 0", "mention_ids": []})
    assert (same.json()["version"], same.json()["edited_at"]) == (1, None)
    changed = await owner.send("PATCH", one, {"text": "The K-1 is here"}, **{"If-Match": '"1"'})
    assert changed.json()["edited_at"] is not None
    stale = await owner.send("PATCH", one, {"text": "Lost"}, **{"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
    assert (await owner.send("DELETE", one)).status_code == 204
    for method, body in (("DELETE", None), ("PATCH", {"text": "x"})):
        assert (await owner.send(method, one, body)).status_code == 404
    assert len((await owner.get(path)).json()["data"]) == 2
    assert (await owner.get(f"/v1/jobs/{job['id']}")).json()["version"] == job["version"]


async def test_the_feed_tells_them_and_history_keeps_what_was_changed(owner: Client) -> None:
    job = await a_job(owner)
    path = f"/v1/jobs/{job['id']}/comments"
    made = await owner.made(path, {"text": "First words"})
    await owner.send("PATCH", f"{path}/{made['id']}", {"text": "Second words"})
    await owner.send("DELETE", f"{path}/{made['id']}")
    told = (await owner.get("/v1/events", type="comment.*")).json()["data"]
    assert [one["type"] for one in told] == ["comment.created", "comment.updated", "comment.deleted"]
    assert [one["data"]["object"]["text"] for one in told] == ["First words", "Second words", ""]
    kept = (await owner.get(f"/v1/jobs/{job['id']}/history")).json()["data"]
    assert [one["type"] for one in kept] == ["comment.deleted", "comment.updated", "job.created"]
    assert kept[1]["changes"]["text"] == ["First words", "Second words"]
    types = {one["type"] for one in (await owner.get("/v1/event-types")).json()["data"]}
    assert {"comment.created", "comment.updated", "comment.deleted", "recurrence.job_created"} <= types


async def test_who_is_mentioned_is_told_once(owner: Client, employee: Client) -> None:
    job = await a_job(owner)
    await let_in(owner, job, employee)
    path = f"/v1/jobs/{job['id']}/comments"
    emil, olive = str(employee.member.id), str(owner.member.id)
    body = {"text": "@Emil Employee please look", "mention_ids": [emil, olive, emil]}
    made = (await owner.post(path, body, **{"Idempotency-Key": "k"})).json()
    assert (await owner.post(path, body, **{"Idempotency-Key": "k"})).json() == made
    assert made["mention_ids"] == [emil, olive]
    assert await inbox(employee) == ["Olive Owner mentioned you in a comment: “@Emil Employee please look”"]
    assert await inbox(owner) == []

    one = f"{path}/{made['id']}"
    await owner.send("PATCH", one, {"mention_ids": []})
    await owner.send("PATCH", one, {"text": "@Emil Employee again", "mention_ids": [emil]})
    assert len(await inbox(employee)) == 1

    long = await owner.made(path, {"text": "Nobody yet"})
    await owner.send("PATCH", f"{path}/{long['id']}", {"text": "word " * 100, "mention_ids": [emil]})
    assert (await inbox(employee))[0].endswith("word word…”")


async def test_nobody_is_mentioned_who_does_not_see_the_job(owner: Client, employee: Client) -> None:
    job = await a_job(owner)
    path = f"/v1/jobs/{job['id']}/comments"
    body = {"text": "@Emil Employee", "mention_ids": [str(employee.member.id)]}
    refused = await owner.post(path, body)
    assert (refused.status_code, refused.json()["code"]) == (409, "mention_is_not_seen")
    assert await inbox(employee) == []
    await let_in(owner, job, employee)
    async with owner.world.uow() as uow:
        (await uow.members.get(employee.member.id)).status = MemberStatus.REMOVED
        await uow.commit()
    assert (await owner.post(path, body)).status_code == 409
    assert (await owner.get(path)).json()["data"] == []


async def test_a_comment_is_seen_with_its_job_and_changed_by_its_author_only(
    owner: Client, employee: Client
) -> None:
    job, other = await a_job(owner), await a_job(owner)
    path = f"/v1/jobs/{job['id']}/comments"
    made = await owner.made(path, {"text": "For those who see it"})
    one = f"{path}/{made['id']}"
    for method, place, body in (
        ("GET", path, None),
        ("POST", path, {"text": "x"}),
        ("PATCH", one, {"text": "x"}),
        ("DELETE", one, None),
    ):
        assert (await employee.send(method, place, body)).status_code == 404
    assert (await employee.get("/v1/events", type="comment.*")).json()["data"] == []

    await let_in(owner, job, employee)
    assert [c["id"] for c in (await employee.get(path)).json()["data"]] == [made["id"]]
    for method, body in (("PATCH", {"text": "x"}), ("DELETE", None)):
        refused = await employee.send(method, one, body)
        assert (refused.status_code, refused.json()["code"]) == (409, "comment_is_of_another")
    mine = await employee.made(path, {"text": "And mine"})
    assert (await owner.send("DELETE", f"{path}/{mine['id']}")).status_code == 409
    elsewhere = f"/v1/jobs/{other['id']}/comments/{made['id']}"
    assert (await owner.send("DELETE", elsewhere)).status_code == 404
    assert (await owner.post(path, {"text": "   "})).status_code == 422
