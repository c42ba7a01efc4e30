"""Many at once: no lost update, no double create (R7)."""

import asyncio
from collections import Counter

import pytest

from tests.api.conftest import Client

PIPELINE = {"name": "Racing", "stages": [{"name": "A"}, {"name": "B"}, {"name": "C"}]}


async def a_job(owner: Client) -> tuple[dict[str, str], list[str]]:
    pipeline = await owner.made("/v1/pipelines", PIPELINE)
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    body = {"pipeline_id": pipeline["id"], "account_id": account["id"]}
    return (await owner.made("/v1/jobs", body))["data"][0], [stage["id"] for stage in pipeline["stages"]]


async def changes_kept(owner: Client, job_id: str) -> tuple[int, int]:
    """The version, and how many changes of the name the history tells."""
    version = (await owner.get(f"/v1/jobs/{job_id}")).json()["version"]
    told, cursor = 0, None
    while True:
        query = {"limit": 200, **({"cursor": cursor} if cursor else {})}
        page = (await owner.get(f"/v1/jobs/{job_id}/history", **query)).json()
        told += sum(1 for change in page["data"] if "name" in change["changes"])
        cursor = page["next_cursor"]
        if cursor is None:
            return version, told


async def test_of_200_racing_writes_those_that_were_accepted_are_kept(
    owner: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    job, _ = await a_job(owner)
    path = f"/v1/jobs/{job['id']}"

    async def one(number: int) -> int:
        version = (await owner.get(path)).json()["version"]
        answer = await owner.send("PATCH", path, {"name": f"Name {number}"}, **{"If-Match": f'"{version}"'})
        return answer.status_code

    statuses = Counter(await asyncio.gather(*(one(number) for number in range(200))))
    version, told = await changes_kept(owner, job["id"])
    with capsys.disabled():
        print(f"\nraces writes=200 accepted={statuses[200]} stale={statuses[412]} kept={told}")  # noqa: T201
    assert set(statuses) <= {200, 412}
    assert told == version - 1 == statuses[200] > 0


async def test_without_a_version_every_write_is_kept_in_turn(owner: Client) -> None:
    job, _ = await a_job(owner)
    bodies = [{"name": f"Name {number}"} for number in range(60)]
    answers = await asyncio.gather(*(owner.send("PATCH", f"/v1/jobs/{job['id']}", body) for body in bodies))
    statuses = Counter(answer.status_code for answer in answers)
    version, told = await changes_kept(owner, job["id"])
    assert set(statuses) <= {200, 412}
    assert told == version - 1 == statuses[200]


async def test_one_key_makes_one_job_however_many_ask_at_once(owner: Client) -> None:
    pipeline = await owner.made("/v1/pipelines", PIPELINE)
    account = await owner.made("/v1/accounts", {"name": "Rossi"})
    body = {"pipeline_id": pipeline["id"], "account_id": account["id"]}
    key = {"Idempotency-Key": "the same"}
    answers = await asyncio.gather(*(owner.post("/v1/jobs", body, **key) for _ in range(30)))
    assert {answer.status_code for answer in answers} <= {201, 409}
    made = {answer.json()["data"][0]["id"] for answer in answers if answer.status_code == 201}
    assert len(made) == 1
    assert (await owner.get("/v1/jobs", include="total")).json()["total"] == 1


async def test_of_many_moves_of_one_version_one_is_done(owner: Client) -> None:
    job, stages = await a_job(owner)
    bodies = [{"stage_id": stages[1 + number % 2], "expected_version": 1} for number in range(40)]
    answers = await asyncio.gather(*(owner.post(f"/v1/jobs/{job['id']}/move", body) for body in bodies))
    statuses = Counter(answer.status_code for answer in answers)
    assert (statuses[200], statuses[412]) == (1, 39)
    visits = (await owner.get(f"/v1/jobs/{job['id']}/visits")).json()["data"]
    assert [visit["left_at"] is None for visit in visits] == [True, False]


async def test_of_60_racing_movers_into_a_limit_of_5_exactly_5_come_in(
    owner: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    stages = [{"name": "A"}, {"name": "B", "wip_limit": {"amount": 5}}, {"name": "C"}]
    pipeline = await owner.made("/v1/pipelines", {"name": "Narrow", "stages": stages})
    accounts = [(await owner.made("/v1/accounts", {"name": f"Client {n}"}))["id"] for n in range(60)]
    jobs = (await owner.made("/v1/jobs", {"pipeline_id": pipeline["id"], "account_ids": accounts}))["data"]
    target = pipeline["stages"][1]["id"]
    answers = await asyncio.gather(
        *(owner.post(f"/v1/jobs/{job['id']}/move", {"stage_id": target}) for job in jobs)
    )
    codes = Counter(answer.json().get("code", "moved") for answer in answers)
    there = (await owner.get("/v1/jobs", stage_id=target, limit=200)).json()["data"]
    with capsys.disabled():
        print(f"\nraces movers=60 limit=5 moved={codes['moved']} there={len(there)}")  # noqa: T201
    assert codes == {"moved": 5, "requirements_unmet": 55}
    assert len(there) == 5


async def test_bulk_changes_of_the_same_accounts_in_other_orders_wait_in_turn(owner: Client) -> None:
    pipeline = await owner.made("/v1/pipelines", PIPELINE)
    accounts = [(await owner.made("/v1/accounts", {"name": name}))["id"] for name in ("Rossi", "Bianchi")]
    tag = (await owner.made("/v1/tags", {"name": "VIP"}))["id"]

    async def in_order(ids: list[str]) -> list[str]:
        body = {"pipeline_id": pipeline["id"], "account_ids": ids}
        made = (await owner.made("/v1/jobs", body))["data"]
        return [next(job["id"] for job in made if job["account_id"] == one) for one in ids]

    async def change(jobs: list[str], how: str) -> tuple[int, int]:
        operations = [{"op": "tags", "job_id": job, how: [tag]} for job in jobs]
        answer = await owner.post("/v1/jobs/bulk", {"operations": operations})
        return answer.status_code, answer.json().get("succeeded")

    there, back = await in_order(accounts), await in_order(accounts[::-1])
    acts = [change(jobs, how) for _ in range(8) for jobs, how in ((there, "add"), (back, "remove"))]
    assert set(await asyncio.gather(*acts)) == {(200, 2)}
