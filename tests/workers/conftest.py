from collections.abc import AsyncIterator

import pytest

from persistence.database import RELAY_ROLE, Database


@pytest.fixture(scope="session")
async def watching(database_url: str) -> AsyncIterator[Database]:
    """What the relay sees, as its own role."""
    made = Database(database_url, role=RELAY_ROLE, pool_size=4, name="relay")
    yield made
    await made.close()
