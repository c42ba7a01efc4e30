"""The firm, its members, and signing in."""

import httpx
import pytest

from api.app import create_app
from api.services import Services
from domain.firms.set_up_firm import SetUpFirm, set_up_firm
from domain.firms.tokens import firm_of, new_token
from domain.shared.context import SYSTEM, Context
from domain.shared.errors import Conflict, Invalid
from persistence.firms.passwords import ArgonPasswords
from persistence.ids import new_id
from tests.api.conftest import Client

PASSWORD = "correct horse battery"


def wishes(email: str, password: str = PASSWORD, time_zone: str = "Europe/Berlin") -> SetUpFirm:
    return SetUpFirm(
        firm_name="Neu & Co", time_zone=time_zone, currency="EUR", name="Nina", email=email, password=password
    )


async def a_firm(services: Services, command: SetUpFirm) -> None:
    firm_id = new_id()
    context = Context(firm_id=firm_id, actor=SYSTEM, now=services.clock(), new_id=new_id)
    await set_up_firm(command, ArgonPasswords(), services.unit_of_work(firm_id), context)


def visitor(services: Services) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=create_app(services))
    return httpx.AsyncClient(transport=transport, base_url="http://localhost")


async def test_signing_in_and_out(services: Services) -> None:
    email = f"nina-{new_id()}@firm.example"
    await a_firm(services, wishes(email))
    async with visitor(services) as http:
        answer = await http.post("/v1/session", json={"email": email.upper(), "password": PASSWORD})
        assert answer.status_code == 200
        assert answer.json()["firm"]["name"] == "Neu & Co"
        cookie = {"Cookie": answer.headers["set-cookie"].split(";")[0]}
        assert "httponly" in answer.headers["set-cookie"].lower()
        me = await http.get("/v1/me", headers=cookie)
        assert me.json()["member"]["email"] == email
        assert (await http.delete("/v1/session", headers=cookie)).status_code == 204
        http.cookies.clear()
        assert (await http.get("/v1/me", headers=cookie)).status_code == 401


async def test_an_unknown_address_and_a_wrong_password_are_answered_alike(services: Services) -> None:
    email = f"nina-{new_id()}@firm.example"
    await a_firm(services, wishes(email))
    async with visitor(services) as http:
        wrong = await http.post("/v1/session", json={"email": email, "password": "wrong"})
        unknown = await http.post("/v1/session", json={"email": f"x{email}", "password": "wrong"})
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json()["detail"] == unknown.json()["detail"]


async def test_too_many_attempts_are_stopped_for_a_while(services: Services) -> None:
    email = f"nobody-{new_id()}@firm.example"
    async with visitor(services) as http:
        answers = [await http.post("/v1/session", json={"email": email, "password": "x"}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert int(answers[-1].headers["retry-after"]) > 0


async def test_the_right_password_clears_the_account(services: Services) -> None:
    email = f"nina-{new_id()}@firm.example"
    await a_firm(services, wishes(email))
    async with visitor(services) as http:
        for _ in range(4):
            for password in ("wrong", "wrong", "wrong", PASSWORD):
                answer = await http.post("/v1/session", json={"email": email, "password": password})
    assert answer.status_code == 200


async def test_one_address_signs_in_to_one_firm(services: Services) -> None:
    email = f"nina-{new_id()}@firm.example"
    await a_firm(services, wishes(email))
    with pytest.raises(Conflict):
        await a_firm(services, wishes(email))


@pytest.mark.parametrize(
    "command", [wishes("a@b.example", password="short"), wishes("a@b.example", time_zone="Mars")]
)
async def test_a_firm_is_not_set_up_with_values_that_cannot_be_used(
    services: Services, command: SetUpFirm
) -> None:
    with pytest.raises(Invalid):
        await a_firm(services, command)


async def test_a_server_that_has_a_firm_is_not_set_up_again(owner: Client, services: Services) -> None:
    async with visitor(services) as http:
        assert (await http.get("/v1/setup")).json() == {"needed": False}
        body = {
            "firm_name": "X",
            "time_zone": "UTC",
            "name": "X",
            "email": "x@x.example",
            "password": PASSWORD,
        }
        again = await http.post("/v1/setup", json=body)
    assert (again.status_code, again.json()["code"]) == (409, "setup_done")


def test_a_token_carries_its_firm() -> None:
    firm_id = new_id()
    assert firm_of(new_token(firm_id)) == firm_id
    assert firm_of("not a token") is None
    assert firm_of("AAAA") is None


async def test_the_firm_is_changed_by_those_who_manage_it(owner: Client, employee: Client) -> None:
    changed = (await owner.send("PATCH", "/v1/firm", {"grace_seconds": 30})).json()
    assert changed["grace_seconds"] == 30
    assert (await owner.send("PATCH", "/v1/firm", {"grace_seconds": 30})).json()["version"] == changed[
        "version"
    ]
    assert (await owner.send("PATCH", "/v1/firm", {"time_zone": "Mars"})).status_code == 422
    assert (
        await owner.send("PATCH", "/v1/firm", {"time_zone": "UTC"}, **{"If-Match": '"77"'})
    ).status_code == 412
    assert (await employee.send("PATCH", "/v1/firm", {"name": "Mine"})).status_code == 403


async def test_members_change_their_own_name_and_nobody_elses(owner: Client, employee: Client) -> None:
    own, other = f"/v1/members/{employee.member.id}", f"/v1/members/{owner.member.id}"
    assert (await employee.send("PATCH", own, {"name": "Emilia"})).json()["name"] == "Emilia"
    assert (await employee.send("PATCH", own, {"role": "admin"})).status_code == 403
    assert (await employee.send("PATCH", other, {"name": "Mine"})).status_code == 403
    assert (await owner.send("PATCH", own, {"role": "admin"})).json()["role"] == "admin"
    assert (await owner.send("PATCH", own, {"permissions": ["fly"]})).status_code == 422
    assert (await owner.send("PATCH", other, {"role": "employee"})).json()["code"] == "one_owner"
    assert (await owner.send("PATCH", own, {"name": "E"}, **{"If-Match": '"99"'})).status_code == 412
    unchanged = (await owner.send("PATCH", own, {"name": "Emilia"})).json()
    assert (await owner.send("PATCH", own, {"name": "Emilia"})).json()["version"] == unchanged["version"]


async def test_removing_a_member_ends_their_sessions(owner: Client, employee: Client) -> None:
    path = f"/v1/members/{employee.member.id}"
    assert (await owner.send("DELETE", path)).status_code == 204
    assert (await owner.send("DELETE", path)).status_code == 204
    assert (await employee.get("/v1/jobs")).status_code in (200, 401)
    owner_stays = await owner.send("DELETE", f"/v1/members/{owner.member.id}")
    assert owner_stays.json()["code"] == "last_owner"
    async with owner.world.uow() as uow:
        assert await uow.members.by_email(employee.member.email) is None


async def test_the_firm_says_when_it_does_not_work(owner: Client) -> None:
    places = (await owner.get("/v1/holiday-calendars")).json()["data"]
    assert "NY" in next(place["parts"] for place in places if place["country"] == "US")
    own = [{"date": "2026-11-27", "name": "Bridge day"}, {"date": "2026-01-02", "name": "Rest"}]
    changed = await owner.send("PATCH", "/v1/firm", {"holidays": "US-NY", "days_off": own})
    assert (changed.json()["holidays"], changed.json()["days_off"]) == ("US-NY", [own[1], own[0]])
    off = {day["date"]: day["name"] for day in (await owner.get("/v1/holidays", year=2026)).json()["data"]}
    assert (off["2026-11-26"], off["2026-11-27"], off["2026-01-02"]) == (
        "Thanksgiving Day",
        "Bridge day",
        "Rest",
    )
    assert "2026-03-02" not in off
    for nonsense in ("US-XX", "Atlantis", ""):
        assert (await owner.send("PATCH", "/v1/firm", {"holidays": nonsense})).status_code == 422


async def test_an_automation_says_when_it_has_its_turn(owner: Client) -> None:
    trigger = {"kind": "due_date", "amount": -3, "unit": "business_days"}
    task = {"action": "create_task", "settings": {"title": "Remind"}, "trigger": trigger}
    stages = [{"name": "A", "automations": [task]}, {"name": "B"}]
    pipeline = await owner.made("/v1/pipelines", {"name": "Timed", "stages": stages})
    assert pipeline["stages"][0]["automations"][0]["trigger"] == trigger
    task["trigger"] = {"kind": "after", "amount": 0}
    assert (await owner.post("/v1/pipelines", {"name": "Timed", "stages": stages})).status_code == 422
