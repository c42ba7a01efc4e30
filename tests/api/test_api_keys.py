"""API keys: a program acts for a member, as far as the scopes of its key go."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.services import Services
from domain.firms.api_keys import SCOPES
from domain.firms.tokens import firm_of_key
from domain.shared.clock import system_clock
from tests.api.conftest import Client


@pytest.fixture
async def anybody(services: Services) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody without a cookie."""
    transport = httpx.ASGITransport(app=create_app(services))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
        yield http


def bearing(made: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {made['secret']}"}


async def a_key(owner: Client, *scopes: str, **more: object) -> Any:
    return await owner.made("/v1/api-keys", {"name": "Export", "scopes": list(scopes), **more})


async def test_a_key_acts_for_its_member_and_is_named_in_the_history(
    owner: Client, anybody: httpx.AsyncClient
) -> None:
    made = await a_key(owner, "accounts:write", "jobs:read")
    assert made["secret"].startswith("tm_")
    assert firm_of_key(made["secret"]) == owner.world.firm.id
    answer = await anybody.post("/v1/accounts", json={"name": "Rossi"}, headers=bearing(made))
    assert answer.status_code == 201, answer.text
    who = (await anybody.get("/v1/me", headers=bearing(made))).json()
    assert (who["member"]["id"], who["session"]) == (str(owner.member.id), None)
    assert who["api_key"] == {"id": made["id"], "name": "Export", "scopes": ["accounts:write", "jobs:read"]}
    [event] = (await owner.get("/v1/events", type="account.created")).json()["data"]
    assert event["actor"] == {"type": "api_key", "id": made["id"], "name": "Export"}


async def test_scopes_are_the_limit_and_to_write_is_to_read(
    owner: Client, anybody: httpx.AsyncClient
) -> None:
    made = await a_key(owner, "jobs:read", "tasks:write", "firm:read")
    tried = {
        ("GET", "/v1/jobs"): 200,
        ("GET", "/v1/tasks"): 200,
        ("GET", "/v1/members"): 200,
        ("POST", "/v1/jobs"): 403,
        ("GET", "/v1/accounts"): 403,
        ("PATCH", "/v1/firm"): 403,
        ("GET", "/v1/notifications"): 403,
        ("GET", "/v1/api-keys"): 403,
        ("POST", "/v1/api-keys"): 403,
        ("GET", "/v1/sessions"): 403,
    }
    for (method, path), status in tried.items():
        body: dict[str, str] | None = {} if method != "GET" else None
        answer = await anybody.request(method, path, json=body, headers=bearing(made))
        assert answer.status_code == status, (method, path, answer.text)
    refused = (await anybody.get("/v1/accounts", headers=bearing(made))).json()
    assert (refused["code"], "accounts:read" in refused["detail"]) == ("scope_missing", True)


async def test_the_secret_is_told_once_and_stored_as_a_hash(owner: Client) -> None:
    body = {"name": "Export", "scopes": ["jobs:read"]}
    first = await owner.post("/v1/api-keys", body, **{"Idempotency-Key": "once"})
    again = await owner.post("/v1/api-keys", body, **{"Idempotency-Key": "once"})
    assert again.json() == {**first.json(), "secret": None}
    [listed] = (await owner.get("/v1/api-keys")).json()["data"]
    assert "secret" not in listed
    assert first.json()["secret"].endswith(listed["ends_in"])


async def test_what_is_no_key_is_refused_with_the_reason(owner: Client, anybody: httpx.AsyncClient) -> None:
    made = await a_key(owner, "jobs:read")
    secret = made["secret"]
    for authorization in (
        f"Bearer {secret[:-1]}",
        f"Bearer x{secret}",
        f"Basic {secret}",
    ):
        answer = await anybody.get("/v1/jobs", headers={"Authorization": authorization})
        assert answer.status_code == 401, authorization
    both = await owner.http.get("/v1/jobs", headers=bearing(made))
    assert (both.status_code, both.json()["code"]) == (400, "two_identities")


async def test_a_key_ends_when_it_is_revoked_expires_or_its_member_leaves(
    owner: Client, employee: Client, services: Services, anybody: httpx.AsyncClient
) -> None:
    await owner.send("PATCH", f"/v1/members/{employee.member.id}", {"permissions": ["manage_integrations"]})
    theirs, mine, short = [
        await a_key(client, "jobs:read", days=days)
        for client, days in ((employee, 9), (owner, 9), (owner, 1))
    ]
    own = (await employee.get("/v1/api-keys")).json()["data"]
    assert [one["id"] for one in own] == [theirs["id"]]
    assert len((await owner.get("/v1/api-keys")).json()["data"]) == 3
    assert (await employee.send("DELETE", f"/v1/api-keys/{mine['id']}")).status_code == 404
    assert (await anybody.get("/v1/jobs", headers=bearing(mine))).status_code == 200
    assert (await owner.send("DELETE", f"/v1/api-keys/{mine['id']}")).status_code == 204
    assert (await anybody.get("/v1/jobs", headers=bearing(mine))).status_code == 401
    assert (await anybody.get("/v1/jobs", headers=bearing(theirs))).status_code == 200
    assert (await owner.send("DELETE", f"/v1/members/{employee.member.id}")).status_code == 204
    assert (await anybody.get("/v1/jobs", headers=bearing(theirs))).status_code == 401
    services.clock = lambda: system_clock() + timedelta(days=2)
    try:
        assert (await anybody.get("/v1/jobs", headers=bearing(short))).status_code == 401
    finally:
        services.clock = system_clock


async def test_only_who_manages_integrations_makes_keys_and_only_for_scopes_that_there_are(
    owner: Client, employee: Client
) -> None:
    body = {"name": "Export", "scopes": ["jobs:read"]}
    refused = await employee.post("/v1/api-keys", body)
    assert (refused.status_code, refused.json()["permission"]) == (403, "manage_integrations")
    unknown = await owner.post("/v1/api-keys", {**body, "scopes": ["jobs:read", "firm:write"]})
    assert [one["pointer"] for one in unknown.json()["errors"]] == ["/scopes/1"]
    assert "firm:write" not in SCOPES


async def test_the_use_of_a_key_is_noted(owner: Client, anybody: httpx.AsyncClient) -> None:
    made = await a_key(owner, "jobs:read")
    assert made["last_used_at"] is None
    await anybody.get("/v1/jobs", headers=bearing(made))
    [listed] = (await owner.get("/v1/api-keys")).json()["data"]
    assert listed["last_used_at"] is not None


async def test_a_key_is_no_cookie_and_a_sessions_token_no_key_even_when_just_used(
    owner: Client, anybody: httpx.AsyncClient
) -> None:
    made = await a_key(owner, "jobs:read")
    assert (await anybody.get("/v1/jobs", headers=bearing(made))).status_code == 200
    assert (await anybody.get("/v1/jobs", headers={"Cookie": f"session={made['secret']}"})).status_code == 401
    assert (await owner.get("/v1/jobs")).status_code == 200
    token = owner.http.headers["Cookie"].partition("=")[2]
    assert (await anybody.get("/v1/jobs", headers={"Authorization": f"Bearer {token}"})).status_code == 401
