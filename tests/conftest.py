"""One embedded PostgreSQL per test process, started only when a test wants it, on a copy of a migrated template."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from cli.embedded.postgres import EmbeddedPostgres
from cli.embedded.redis import EmbeddedRedis
from persistence.database import RELAY_ROLE, Database
from tests.builders import World, a_world
from tests.template import clone_external, drop_external, template_cluster
from tests.workers.working import Working

# What the domain's coverage is counted over: tests that name what they expect. The walk over the contract would be slowed by
# counting and proves nothing that these do not.
COUNTED = ("unit", "integration", "workers", "api")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave coverage out of all other tests."""
    for item in items:
        if item.path.relative_to(item.config.rootpath / "tests").parts[0] not in COUNTED:
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The owner's URL of a migrated database of this process alone.

    TICKMARK_TEST_DATABASE_URL names an external server instead; the database is made and dropped there.
    """
    external = os.environ.get("TICKMARK_TEST_DATABASE_URL")
    if external:
        url = clone_external(external)
        yield url
        drop_external(external, url)
        return
    folder = tmp_path_factory.mktemp("postgres")
    server = EmbeddedPostgres(
        template_cluster(copy_to=folder / "data"), folder / "postgres.log", durable=False
    )
    server.start()
    yield server.url()
    server.stop()


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of an embedded Redis of this process alone."""
    folder: Path = tmp_path_factory.mktemp("redis")
    server = EmbeddedRedis(folder / "data", folder / "redis.log")
    server.start()
    yield server.url()
    server.stop()


@pytest.fixture(scope="session")
async def database(database_url: str) -> AsyncIterator[Database]:
    """The application's connections to it."""
    made = Database(database_url)
    yield made
    await made.close()


@pytest.fixture
async def world(database: Database) -> World:
    """A new firm: every test has its own, so nothing needs cleaning."""
    return await a_world(database)


@pytest.fixture
def working(database: Database) -> Working:
    """Workers in this process."""
    return Working(database)


@pytest.fixture(scope="session")
async def watching(database_url: str) -> AsyncIterator[Database]:
    """What the relay sees, as its own role."""
    made = Database(database_url, role=RELAY_ROLE, pool_size=4, name="relay")
    yield made
    await made.close()
