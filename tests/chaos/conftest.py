import pytest

from persistence.database import Database
from tests.workers.working import Working


@pytest.fixture
def working(database: Database) -> Working:
    return Working(database)
