"""The API in this process, on the real database."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.services import Services
from domain.automations.registry import Catalogue
from domain.firms.model import Member, Role
from domain.firms.sign_in import begin_session
from domain.shared.master_key import MasterKey
from domain.shared.web_address import Allowed
from persistence.database import Database
from tests.builders import World

MASTER = MasterKey(bytes(range(32)))


@dataclass(slots=True)
class Client:
    """Somebody who is signed in."""

    http: httpx.AsyncClient
    world: World
    member: Member

    async def get(self, path: str, **query: Any) -> httpx.Response:
        return await self.http.get(path, params=query)

    async def post(self, path: str, body: object | None = None, **headers: str) -> httpx.Response:
        return await self.http.post(path, json=body, headers=headers)

    async def send(
        self, method: str, path: str, body: object | None = None, **headers: str
    ) -> httpx.Response:
        return await self.http.request(method, path, json=body, headers=headers)

    async def made(self, path: str, body: object) -> Any:
        """Create it, and see that it was."""
        answer = await self.post(path, body)
        assert answer.status_code == 201, answer.text
        return answer.json()


@pytest.fixture(scope="session")
async def services(database: Database) -> Services:
    return Services(database=database, master_key=MASTER, catalogue=Catalogue(Allowed.read("127.0.0.0/8")))


async def signed_in(services: Services, world: World, member: Member) -> Client:
    """A client with a session of the member."""
    session = await begin_session(member.id, "test", "", world.uow(), world.context())
    transport = httpx.ASGITransport(app=create_app(services))
    cookie = {"Cookie": f"session={session.token}"}
    http = httpx.AsyncClient(transport=transport, base_url="http://localhost", headers=cookie)
    return Client(http, world, member)


@pytest.fixture
async def owner(services: Services, world: World) -> AsyncIterator[Client]:
    client = await signed_in(services, world, world.owner)
    yield client
    await client.http.aclose()


@pytest.fixture
async def employee(services: Services, world: World) -> AsyncIterator[Client]:
    """An employee of the same firm who sees only accounts they have access to."""
    now = world.context()
    member = Member(
        firm_id=world.firm.id,
        id=now.new_id(),
        created_at=now.now,
        updated_at=now.now,
        name="Emil Employee",
        email=f"emil-{now.new_id()}@firm.example",
        role=Role.EMPLOYEE,
    )
    async with world.uow() as uow:
        uow.members.add(member)
        await uow.commit()
    client = await signed_in(services, world, member)
    yield client
    await client.http.aclose()
