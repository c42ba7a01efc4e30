"""Inviting colleagues, and joining by the link."""

import httpx
import pytest

from api.app import create_app
from api.services import Services
from domain.firms.invite_member import InviteMember, invite_member
from domain.firms.model import Role
from domain.shared.errors import RuleViolation
from persistence.ids import new_id
from tests.api.conftest import Client
from tests.builders import a_world
from tests.workers.working import Working

PASSWORD = "correct horse battery"


def an_invitation(**more: object) -> dict[str, object]:
    return {"email": f"new-{new_id()}@firm.example", "name": "Nora New", **more}


def token_of(invitation: dict[str, str]) -> str:
    return invitation["link"].rpartition("/")[2]


@pytest.fixture
def visitor(services: Services) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=create_app(services))
    return httpx.AsyncClient(transport=transport, base_url="http://localhost")


async def test_whoever_holds_the_link_joins_once(owner: Client, visitor: httpx.AsyncClient) -> None:
    wanted = an_invitation(permissions=["manage_accounts"])
    made = await owner.made("/v1/invitations", wanted)
    token = token_of(made)
    assert made["link"].startswith("http://localhost:8000/invite/")
    found = await visitor.post("/v1/invitations/look-up", json={"token": token})
    assert (found.json()["email"], found.json()["firm_name"]) == (wanted["email"], "Ledger & Co")

    accept = {"token": token, "name": "Nora N.", "password": PASSWORD}
    joined = await visitor.post("/v1/invitations/accept", json=accept)
    assert joined.status_code == 201
    me = (await visitor.get("/v1/me")).json()
    assert (me["member"]["name"], me["member"]["role"]) == ("Nora N.", "employee")
    assert me["permissions"] == ["manage_accounts"]

    for path, body in (("accept", accept), ("look-up", {"token": token})):
        again = await visitor.post(f"/v1/invitations/{path}", json=body)
        assert (again.status_code, again.json()["code"]) == (404, "invitation_not_found")
    listed = (await owner.get("/v1/invitations", state="accepted")).json()["data"]
    assert [one["email"] for one in listed] == [wanted["email"]]
    assert "link" not in listed[0]
    taken = await owner.post("/v1/invitations", wanted)
    assert (taken.status_code, taken.json()["code"]) == (409, "already_a_member")


async def test_the_mail_carries_the_link_and_its_secret_is_forgotten_when_it_was_sent(
    owner: Client, working: Working
) -> None:
    made = await owner.made("/v1/invitations", an_invitation())
    for effect in await working.effects(owner.world):
        await working.deliver.effect(effect)
    [(_, mail)] = working.mails.sent
    assert mail["to"] == [made["email"]]
    assert made["link"] in mail["body"]
    kept = await working.value(
        owner.world, "SELECT payload::text FROM effects WHERE firm_id = $1", owner.world.firm.id
    )
    assert kept == "{}"
    assert (await owner.get("/v1/mail-log")).json()["data"] == []


async def test_a_repeated_request_is_told_everything_but_the_link(owner: Client) -> None:
    wanted, key = an_invitation(), {"Idempotency-Key": "invite-1"}
    first = (await owner.post("/v1/invitations", wanted, **key)).json()
    again = await owner.post("/v1/invitations", wanted, **key)
    assert again.headers["idempotent-replayed"] == "true"
    assert again.json()["id"] == first["id"]
    assert "link" not in again.json()


async def test_a_new_invitation_and_a_withdrawal_end_the_former_link(
    owner: Client, visitor: httpx.AsyncClient
) -> None:
    wanted = an_invitation()
    first, second = [await owner.made("/v1/invitations", wanted) for _ in range(2)]
    assert (await visitor.post("/v1/invitations/look-up", json={"token": token_of(first)})).status_code == 404
    assert (await owner.send("DELETE", f"/v1/invitations/{second['id']}")).status_code == 204
    ended = await visitor.post("/v1/invitations/look-up", json={"token": token_of(second)})
    assert ended.status_code == 404
    assert (await owner.send("DELETE", f"/v1/invitations/{second['id']}")).status_code == 404


async def test_what_was_accepted_is_not_withdrawn(owner: Client, visitor: httpx.AsyncClient) -> None:
    made = await owner.made("/v1/invitations", an_invitation())
    accept = {"token": token_of(made), "name": "Nora", "password": PASSWORD}
    assert (await visitor.post("/v1/invitations/accept", json=accept)).status_code == 201
    late = await owner.send("DELETE", f"/v1/invitations/{made['id']}")
    assert (late.status_code, late.json()["code"]) == (409, "invitation_accepted")


async def test_only_those_who_manage_the_firm_invite(owner: Client, employee: Client) -> None:
    assert (await employee.post("/v1/invitations", an_invitation())).status_code == 403
    assert (await employee.get("/v1/invitations")).status_code == 403
    unknown = await owner.post("/v1/invitations", an_invitation(permissions=["fly"]))
    assert (unknown.status_code, unknown.json()["errors"][0]["code"]) == (422, "unknown_permission")


async def test_no_token_and_a_short_password_are_refused(owner: Client, visitor: httpx.AsyncClient) -> None:
    assert (await visitor.post("/v1/invitations/look-up", json={"token": "x"})).status_code == 404
    made = await owner.made("/v1/invitations", an_invitation())
    accept = {"token": token_of(made), "name": "Nora", "password": "short"}
    answer = await visitor.post("/v1/invitations/accept", json=accept)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "password_too_short")


async def test_an_address_that_signs_in_elsewhere_cannot_join(
    owner: Client, employee: Client, visitor: httpx.AsyncClient, services: Services
) -> None:
    other = await a_world(services.database)
    made = await owner.made("/v1/invitations", an_invitation(email=other.owner.email))
    accept = {"token": token_of(made), "name": "Olive", "password": PASSWORD}
    answer = await visitor.post("/v1/invitations/accept", json=accept)
    assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")
    still = await visitor.post("/v1/invitations/look-up", json={"token": token_of(made)})
    assert still.status_code == 200


async def test_nobody_is_invited_as_a_second_owner(owner: Client) -> None:
    command = InviteMember(email="o@firm.example", name="O", role=Role.OWNER)
    with pytest.raises(RuleViolation, match="exactly one owner"):
        await invite_member(command, owner.world.uow(), owner.world.context())
