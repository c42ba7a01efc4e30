"""What operators and careful clients are told: metrics, limits, traces."""

import httpx
import pytest

from api.app import create_app
from api.services import Services
from api.throttle import Quota
from persistence.database import Database
from tests.api.conftest import Client, signed_in


async def asked(services: Services, **headers: str) -> httpx.Response:
    transport = httpx.ASGITransport(app=create_app(services))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
        return await http.get("/metrics", headers=headers)


@pytest.fixture
def measured(services: Services, watching: Database) -> Services:
    return replace_services(services, metrics_token="secret", watching=watching)


def replace_services(services: Services, **changed: object) -> Services:
    fields = {"database": services.database, **changed}
    return Services(**fields)  # type: ignore[arg-type]


async def test_metrics_are_told_to_whoever_has_the_token(owner: Client, measured: Services) -> None:
    world = owner.world
    await world.job(await world.pipeline("A", "B"))
    await owner.get("/v1/jobs")
    answer = await asked(measured, Authorization="Bearer secret")
    assert answer.status_code == 200
    assert f'tickmark_events_pending{{firm_id="{world.firm.id}"}} 1.0' in answer.text
    assert 'tickmark_request_seconds_count{method="GET",route="/v1/jobs",status="200"}' in answer.text


async def test_metrics_are_hidden_from_everybody_else(services: Services, measured: Services) -> None:
    assert (await asked(services, Authorization="Bearer secret")).status_code == 404
    assert (await asked(measured)).status_code == 401
    assert (await asked(measured, Authorization="Bearer wrong")).status_code == 401


async def test_the_limit_is_told_and_kept(owner: Client, services: Services) -> None:
    limited = replace_services(services, quota=Quota(60))
    client = await signed_in(limited, owner.world, owner.member)
    first = await client.get("/v1/me")
    assert first.headers["ratelimit-policy"] == '"session";q=60;w=60'
    assert first.headers["ratelimit"].startswith('"session";r=59;t=')
    answers = [await client.get("/v1/me") for _ in range(60)]
    last = answers[-1]
    assert (last.status_code, last.json()["code"]) == (429, "too_many_requests")
    assert int(last.headers["retry-after"]) > 0
    assert (await owner.get("/v1/me")).status_code == 200
    await client.http.aclose()


async def test_a_requests_id_goes_in_and_out(owner: Client) -> None:
    answer = await owner.send("GET", "/v1/jobs/nothing", **{"X-Request-Id": "my-trace-7"})
    assert answer.headers["x-request-id"] == answer.json()["request_id"] == "my-trace-7"
