"""Importing accounts over the API: preview, then run by the worker, a few at a time."""

from dataclasses import replace
from uuid import UUID

from domain.accounts.run_import import AT_A_TIME, continue_import
from domain.shared.rights import Rights
from tests.api.conftest import Client
from tests.workers.working import Working

HEAD = "Account Name,Account Type,Account ID,Tags,Contact First Name,Contact Last Name,Contact Email,Notify\n"


def rows(count: int) -> str:
    return HEAD + "".join(
        f"Client {n},Individual,A{n},VIP,Rita,Rossi {n},rita{n}@client.example,Yes\n" for n in range(count)
    )


async def test_a_preview_tells_what_would_go_in_and_stores_nothing(owner: Client) -> None:
    text = rows(3) + ",Individual,A9,,,,,\n"
    seen = (await owner.post("/v1/imports/accounts/preview", {"csv": text})).json()
    assert (seen["rows"], seen["total"], seen["contacts"]) == (4, 3, 3)
    assert seen["bad_rows"] == [
        {"row": 5, "code": "account_name_missing", "reason": "The account has no name."}
    ]
    assert seen["accounts"][0] == {
        "name": "Client 0",
        "type": "individual",
        "number": "A0",
        "tags": ["VIP"],
        "contacts": 1,
    }
    assert (await owner.get("/v1/accounts")).json()["data"] == []


async def test_a_file_goes_in_part_by_part_and_once(owner: Client, working: Working) -> None:
    body = {"csv": rows(AT_A_TIME + 5) + ",,,,,,,x\n", "file_name": "clients.csv"}
    taken = await owner.post("/v1/imports/accounts", body)
    assert (taken.status_code, taken.json()["state"]) == (202, "running")
    path = f"/v1/imports/{taken.json()['id']}"

    [waiting] = await working.pending(owner.world)
    await working.drain.aggregate(waiting)
    await working.drain_all(owner.world)
    done = (await owner.get(path)).json()
    assert (done["state"], done["done"], done["made"], len(done["bad_rows"])) == (
        "finished",
        AT_A_TIME + 5,
        AT_A_TIME + 5,
        1,
    )
    assert (await owner.get("/v1/accounts", include="total", limit=1)).json()["total"] == AT_A_TIME + 5
    kept = await working.value(
        owner.world, "SELECT accounts::text FROM imports WHERE firm_id = $1", owner.world.firm.id
    )
    assert kept == "[]"

    again = (await owner.post("/v1/imports/accounts", body)).json()
    await working.drain_all(owner.world)
    assert (await owner.get(f"/v1/imports/{again['id']}")).json()["made"] == 0
    assert [one["id"] for one in (await owner.get("/v1/imports")).json()["data"]] == [
        again["id"],
        taken.json()["id"],
    ]


async def test_what_is_no_such_file_is_refused_with_words(owner: Client, employee: Client) -> None:
    refused = await owner.post("/v1/imports/accounts", {"csv": "just, some\ntext, here\n"})
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "no_account_name_column")
    endless = HEAD + "x" * 200_000
    refused = await owner.post("/v1/imports/accounts/preview", {"csv": endless})
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "csv_unreadable")
    assert (await employee.post("/v1/imports/accounts", {"csv": rows(1)})).status_code == 403
    assert (await employee.get("/v1/imports")).status_code == 403


async def test_an_account_that_is_refused_is_told_and_a_member_who_left_is_no_hindrance(
    owner: Client, employee: Client
) -> None:
    head = "Account Name,Assigned Team Members,Preparer\n"
    name = employee.member.name
    body = {"csv": f"{head}Rossi,{name},{name}\n"}
    first = (await owner.post("/v1/imports/accounts", body)).json()
    second = (await owner.post("/v1/imports/accounts", body)).json()
    assert (await owner.send("DELETE", f"/v1/members/{employee.member.id}")).status_code == 204

    powerless = replace(owner.world.context(), rights=Rights())
    async with owner.world.uow() as uow:
        await continue_import(UUID(first["id"]), uow, powerless)
        await uow.commit()
    [told] = (await owner.get(f"/v1/imports/{first['id']}")).json()["bad_rows"]
    assert (told["row"], told["code"]) == (None, "permission_missing")
    async with owner.world.uow() as uow:
        await continue_import(UUID(second["id"]), uow, owner.world.context())
        await continue_import(UUID(second["id"]), uow, owner.world.context())
        await uow.commit()
    [account] = (await owner.get("/v1/accounts")).json()["data"]
    assert (account["name"], account["member_ids"], account["roles"]) == ("Rossi", [], [])
